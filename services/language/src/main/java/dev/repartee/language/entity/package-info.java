/**
 * Finds typed values (addresses, numbers, money, times, ...) in text, with their exact place in it.
 */
@NullMarked
package dev.repartee.language.entity;

import org.jspecify.annotations.NullMarked;
