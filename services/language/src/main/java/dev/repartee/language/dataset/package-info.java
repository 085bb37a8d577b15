/**
 * Labelled examples that models learn from and are measured with, and the file formats they come
 * in.
 */
@NullMarked
package dev.repartee.language.dataset;

import org.jspecify.annotations.NullMarked;
