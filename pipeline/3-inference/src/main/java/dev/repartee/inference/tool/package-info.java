/** Lets a model call tools before it answers. */
@NullMarked
package dev.repartee.inference.tool;

import org.jspecify.annotations.NullMarked;
