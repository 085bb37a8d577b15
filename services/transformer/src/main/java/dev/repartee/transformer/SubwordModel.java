package dev.repartee.transformer;

import java.util.function.IntConsumer;

/** Cuts a word into the pieces that a model knows. Immutable and thread-safe. */
@FunctionalInterface
interface SubwordModel {

    /** Tells the ids of a word's pieces, in order. */
    void encode(String word, IntConsumer ids);
}
