package dev.repartee.language.slot;

/** Tells words by how they look: capitals, digits, signs, script, and about how long. */
final class Shape {

    private Shape() {}

    static long of(String raw) {
        int first = raw.codePointAt(0);
        if (Character.isDigit(first)) {
            return 1000 + Math.min(raw.length(), 6);
        }
        if (!Character.isLetter(first)) {
            return 2000 + first;
        }
        long script = Character.UnicodeScript.of(first).ordinal() * 10_000L;
        boolean upper = Character.isUpperCase(first) || Character.isTitleCase(first);
        boolean restUpper = false;
        boolean restLower = false;
        for (int i = Character.charCount(first); i < raw.length(); i++) {
            restUpper |= Character.isUpperCase(raw.charAt(i));
            restLower |= Character.isLowerCase(raw.charAt(i));
        }
        int length = raw.length() == 1 ? 1 : raw.length() <= 3 ? 2 : 3;
        return script
                + 3000
                + (upper ? 1 : 0)
                + (restUpper ? 2 : 0)
                + (restLower ? 4 : 0)
                + length * 8L;
    }
}
