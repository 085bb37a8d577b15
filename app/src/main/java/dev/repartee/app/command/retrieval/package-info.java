/** The command that measures how well documents are found. */
@NullMarked
package dev.repartee.app.command.retrieval;

import org.jspecify.annotations.NullMarked;
