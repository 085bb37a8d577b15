/** Keeps examples, training runs and versions of models in the database. */
@NullMarked
package dev.repartee.training.store;

import org.jspecify.annotations.NullMarked;
