package dev.repartee.gateway;

/** Waits in small steps until a deadline. */
record Pause(long deadlineNanos) {

    private static final long STEP_MILLIS = 20;

    /** Whether there is time left, and nobody wants this thread to end. */
    boolean more() {
        return System.nanoTime() < deadlineNanos && !Thread.currentThread().isInterrupted();
    }

    void rest() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
