/**
 * What an assistant knows: its documents, an index over them, and answers taken from them with
 * their source.
 */
@NullMarked
package dev.repartee.knowledge;

import org.jspecify.annotations.NullMarked;
