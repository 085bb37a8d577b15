/** Measures models of language from the command line. */
@NullMarked
package dev.repartee.app.command.evaluate;

import org.jspecify.annotations.NullMarked;
