/** Hangs safety and tools together for the roles of a process. */
@NullMarked
package dev.repartee.app.guard;

import org.jspecify.annotations.NullMarked;
