package dev.repartee.safety;

/** Takes note of decisions about safety; never blocks. */
@FunctionalInterface
public interface Decisions {

    /** Takes no note: for what only tries something out. */
    Decisions NONE = decision -> {};

    void add(SafetyDecision decision);
}
