/** Turns away what is no document, or not what it says it is, before anything reads it. */
@NullMarked
package dev.repartee.knowledge.upload.scan;

import org.jspecify.annotations.NullMarked;
