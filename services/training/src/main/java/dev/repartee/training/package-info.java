/**
 * Trains models from an assistant's own examples, keeps their versions and puts them into service.
 */
@NullMarked
package dev.repartee.training;

import org.jspecify.annotations.NullMarked;
