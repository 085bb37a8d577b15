/**
 * One process of Repartee: what it is configured with, which roles it runs, and how they hang
 * together.
 */
@NullMarked
package dev.repartee.app.node;

import org.jspecify.annotations.NullMarked;
