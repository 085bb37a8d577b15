/** What inference remembers: the turns of a conversation, results already made, shared replies. */
@NullMarked
package dev.repartee.inference.memory;

import org.jspecify.annotations.NullMarked;
