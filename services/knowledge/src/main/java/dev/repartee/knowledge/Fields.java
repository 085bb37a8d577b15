package dev.repartee.knowledge;

/** The names of the index's fields; each language has its own, with its own statistics. */
final class Fields {

    /** The position of a chunk among all of the index. */
    static final String CHUNK = "chunk";

    private Fields() {}

    static String text(String language) {
        return "text." + language;
    }

    /** Title and section. */
    static String heading(String language) {
        return "heading." + language;
    }
}
