/** Writes each mutating call down, and shows a tenant what was done in it. */
@NullMarked
package dev.repartee.control.audit;

import org.jspecify.annotations.NullMarked;
