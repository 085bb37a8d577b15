/** What an operator says about a model endpoint: what it speaks, its bounds and its time limits. */
@NullMarked
package dev.repartee.inference.model.endpoint;

import org.jspecify.annotations.NullMarked;
