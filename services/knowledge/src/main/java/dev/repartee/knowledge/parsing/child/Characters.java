package dev.repartee.knowledge.parsing.child;

/** Takes out characters that nobody sees and that no database stores. */
final class Characters {

    private Characters() {}

    /**
     * Returns the text without control characters (tabs and line breaks stay), byte order marks,
     * soft hyphens and halves of surrogate pairs.
     */
    static String clean(String text) {
        var clean = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
            if (!lone && !control && c != 0xFEFF && c != 0xAD) {
                clean.appendCodePoint(c == 0xA0 ? ' ' : c);
            }
        }
        return clean.toString();
    }
}
