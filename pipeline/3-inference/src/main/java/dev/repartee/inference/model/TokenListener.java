package dev.repartee.inference.model;

/** Hears an answer while it is being made, on the thread that asked. */
public interface TokenListener {

    /** A further piece of the answer. */
    void token(String piece);

    /** Called about every 50 ms while nothing comes, so that what was held back can go. */
    void idle();
}
