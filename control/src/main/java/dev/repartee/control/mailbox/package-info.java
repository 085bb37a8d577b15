/** Shows mails that wait on this machine to whoever owns it. */
@NullMarked
package dev.repartee.control.mailbox;

import org.jspecify.annotations.NullMarked;
