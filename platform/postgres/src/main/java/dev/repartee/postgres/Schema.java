package dev.repartee.postgres;

/**
 * The two databases: keys live apart, so that a restored back-up of messages brings no text back.
 */
public enum Schema {
    /** What people administer and what the pipeline writes. */
    MAIN("db/main"),
    /** Keys per user, and who was erased when. */
    KEYS("db/keys");

    private final String folder;

    Schema(String folder) {
        this.folder = folder;
    }

    /** Where its scripts are on the class path. */
    String folder() {
        return folder;
    }
}
