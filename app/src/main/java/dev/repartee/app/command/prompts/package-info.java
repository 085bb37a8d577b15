/** Commands that improve assistants by what was said to them. */
@NullMarked
package dev.repartee.app.command.prompts;

import org.jspecify.annotations.NullMarked;
