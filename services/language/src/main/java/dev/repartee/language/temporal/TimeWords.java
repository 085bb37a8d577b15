package dev.repartee.language.temporal;

/** Tells words of time from others, for those who only need a hint. */
public final class TimeWords {

    private TimeWords() {}

    /**
     * Returns a small number for what a word means when times are told (a month, a weekday, a unit,
     * a part of the day), the same in all languages; 0 for other words.
     *
     * @param word as a token's
     */
    public static int sense(String word) {
        return TemporalFinder.LEXICON.sense(word);
    }
}
