package dev.repartee.knowledge.parsing.child;

/** The signs that documents put before the items of a list. */
final class Bullets {

    private static final String SIGNS = "•·▪◦‣●○■□–—-*➢✓\uF0B7\uF0A7";

    private Bullets() {}

    static boolean marks(String line) {
        return line.length() > 2
                && SIGNS.indexOf(line.charAt(0)) >= 0
                && Character.isWhitespace(line.charAt(1));
    }

    static String item(String line) {
        return "- " + line.substring(1).strip();
    }
}
