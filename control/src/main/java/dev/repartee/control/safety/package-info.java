/** What is done about what in messages and replies, and what was decided. */
@NullMarked
package dev.repartee.control.safety;

import org.jspecify.annotations.NullMarked;
