/** The subcommands of {@code ./repartee}. */
@NullMarked
package dev.repartee.app.command;

import org.jspecify.annotations.NullMarked;
