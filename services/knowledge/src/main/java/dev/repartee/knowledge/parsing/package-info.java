/** Reads the text of files that strangers made, in a process that can do no harm. */
@NullMarked
package dev.repartee.knowledge.parsing;

import org.jspecify.annotations.NullMarked;
