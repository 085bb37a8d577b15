/** Wires what assistants are improved with: prompts, tests, feedback, and what it all costs. */
@NullMarked
package dev.repartee.app.tuning;

import org.jspecify.annotations.NullMarked;
