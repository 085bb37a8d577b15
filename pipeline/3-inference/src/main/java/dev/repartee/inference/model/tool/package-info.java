/** Calls of tools in the conversation with a model. */
@NullMarked
package dev.repartee.inference.model.tool;

import org.jspecify.annotations.NullMarked;
