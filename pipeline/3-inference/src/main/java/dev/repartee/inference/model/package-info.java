/** Model endpoints: how they are called, what guards them and what is wrong with them. */
@NullMarked
package dev.repartee.inference.model;

import org.jspecify.annotations.NullMarked;
