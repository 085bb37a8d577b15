/**
 * Finds what a tenant defines: patterns, and items of lists and catalogues as people misspell them.
 */
@NullMarked
package dev.repartee.language.entity.custom;

import org.jspecify.annotations.NullMarked;
