package dev.repartee.assistants.prompt;

import java.util.regex.Pattern;

/**
 * Text of users and documents on its way into a prompt. It can not become template (values are put
 * in once); this keeps it from looking like the prompt's own structure as well: no control
 * characters, no fence of passages, no double braces for whoever fills templates in later.
 */
final class UntrustedText {

    /** Line feeds and tabs may stay. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029&&[^\\n\\t]]");

    private static final Pattern FENCE = Pattern.compile("(?i)<(\\s*/?\\s*passage)");
    private static final Pattern LINES = Pattern.compile("(?<!\\s)\\s*\\n\\s*");

    private UntrustedText() {}

    /** As a block of its own, of bounded length in code points. */
    static String block(String text, int longest) {
        String clean = CONTROL.matcher(text).replaceAll(" ");
        clean = FENCE.matcher(clean).replaceAll("\u2039$1");
        clean = clean.replace("{{", "{ {").replace("}}", "} }").strip();
        return clean.codePointCount(0, clean.length()) <= longest
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, longest)) + "\u2026";
    }

    /** Within a line. */
    static String line(String text, int longest) {
        return LINES.matcher(block(text, longest)).replaceAll(" ");
    }
}
