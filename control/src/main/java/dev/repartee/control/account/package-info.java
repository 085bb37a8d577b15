/** One's own account over HTTP. */
@NullMarked
package dev.repartee.control.account;

import org.jspecify.annotations.NullMarked;
