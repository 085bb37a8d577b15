package dev.repartee.knowledge.ranking;

/** The names of the index's fields; each language has its own, with its own statistics. */
public final class Fields {

    /** The position of a chunk among all of the index. */
    public static final String CHUNK = "chunk";

    private Fields() {}

    public static String text(String language) {
        return "text." + language;
    }

    /** Title and section. */
    public static String heading(String language) {
        return "heading." + language;
    }

    /** Pieces of words of text, title and section. */
    public static String grams(String language) {
        return "grams." + language;
    }
}
