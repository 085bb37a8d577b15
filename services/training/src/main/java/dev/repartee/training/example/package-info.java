/**
 * The examples that models learn from: read, checked, stored, and those that ship with Repartee.
 */
@NullMarked
package dev.repartee.training.example;

import org.jspecify.annotations.NullMarked;
