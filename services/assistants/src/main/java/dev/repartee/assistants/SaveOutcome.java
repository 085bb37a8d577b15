package dev.repartee.assistants;

/** What became of an attempt to store an assistant. */
public sealed interface SaveOutcome {

    /** It was not there before. */
    record Created(StoredAssistant stored) implements SaveOutcome {}

    /** It was there and is different now. */
    record Updated(StoredAssistant stored) implements SaveOutcome {}

    /** It was there already, exactly so; nothing was written. */
    record Unchanged(StoredAssistant stored) implements SaveOutcome {}

    /**
     * Somebody else changed it in between; nothing was written.
     *
     * @param actualVersion the version that is there now; 0 when there is none
     */
    record Conflict(long actualVersion) implements SaveOutcome {}
}
