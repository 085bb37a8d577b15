/** Tells what a batch knows of a message, how that merges and in which window its row lies. */
@NullMarked
package dev.repartee.messages.row;

import org.jspecify.annotations.NullMarked;
