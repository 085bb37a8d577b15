/** A model and an NLP service that cost next to nothing and misbehave as they are told. */
@NullMarked
package dev.repartee.bench.stub;

import org.jspecify.annotations.NullMarked;
