/** What a process understands messages with. */
@NullMarked
package dev.repartee.app.understanding;

import org.jspecify.annotations.NullMarked;
