package dev.repartee.inference.model;

/** Hears an answer while it is being made, on the thread that asked. */
public interface TokenListener {

    /** A further piece of the answer: all that came since the last one. */
    void token(String piece);

    /** Called once about 100 ms after a piece when no other has come: what was held back can go. */
    void idle();
}
