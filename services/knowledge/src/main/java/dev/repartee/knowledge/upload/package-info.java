/** Files on their way to becoming documents: kept as they came, read in the background. */
@NullMarked
package dev.repartee.knowledge.upload;

import org.jspecify.annotations.NullMarked;
