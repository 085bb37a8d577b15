/**
 * Learns from annotated examples to find a tenant's own kinds of values in text, and measures how
 * well.
 */
@NullMarked
package dev.repartee.language.slot;

import org.jspecify.annotations.NullMarked;
