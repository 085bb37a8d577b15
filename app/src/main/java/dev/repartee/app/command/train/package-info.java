/** The command that trains an assistant's understanding. */
@NullMarked
package dev.repartee.app.command.train;

import org.jspecify.annotations.NullMarked;
