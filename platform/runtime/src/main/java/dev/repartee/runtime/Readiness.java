package dev.repartee.runtime;

/** Whether something can do its work at this moment. */
public sealed interface Readiness {
    static Readiness ready() {
        return new Ready();
    }

    static Readiness notReady(String reason) {
        return new NotReady(reason);
    }

    record Ready() implements Readiness {}

    /**
     * @param reason one line for operators, without secrets
     */
    record NotReady(String reason) implements Readiness {}
}
