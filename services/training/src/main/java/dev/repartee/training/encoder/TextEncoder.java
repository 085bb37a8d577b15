package dev.repartee.training.encoder;

/** Says what texts mean by vectors of length 1: alike for texts that mean alike. Thread-safe. */
public interface TextEncoder {

    /** Names this very encoder: vectors of another one mean something else. */
    String id();

    /** A text's vector, always of the same size; may take milliseconds of CPU. */
    float[] encode(String text);
}
