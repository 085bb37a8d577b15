package dev.repartee.postgres;

/**
 * The two databases: keys live apart, so that a restored back-up of messages brings no text back.
 */
public enum Schema {
    /** What people administer and what the pipeline writes. */
    MAIN("classpath:db/main"),
    /** Keys per user, and who was erased when. */
    KEYS("classpath:db/keys");

    private final String location;

    Schema(String location) {
        this.location = location;
    }

    String location() {
        return location;
    }
}
