package dev.repartee.knowledge.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes Markdown out of a text, for channels that show it as it is. Patterns are bounded, so time
 * is linear.
 */
public final class PlainText {

    private static final Pattern IMAGE_OR_LINK =
            Pattern.compile(
                    "!?\\[([^\\[\\]\\n]{0,300})]\\((https?://[^()\\s]{1,500}|[^()\\s]{0,300})\\)");
    private static final Pattern EMPHASIS =
            Pattern.compile("(\\*{1,3}|_{2,3}|`)(?=\\S)([^*_`\\n]{1,300}+)\\1");
    private static final Pattern HEADING = Pattern.compile("(?m)^ {0,3}#{1,6} ");
    private static final Pattern FENCE = Pattern.compile("(?m)^ {0,3}(?:```|~~~)[^\\n]{0,60}\\n?");
    private static final Pattern QUOTE = Pattern.compile("(?m)^ {0,3}> ?");
    private static final Pattern WRAPPED =
            Pattern.compile(
                    "(?<=[^\\n])[ \\t]{0,4}\\n(?! *(?:[-*+•|]|\\d{1,3}[.)] )|\\n)[ \\t]{0,4}");

    private PlainText() {}

    /** Returns the text without marks, its lines joined; links keep their target beside it. */
    public static String of(String markdown) {
        String text = FENCE.matcher(markdown).replaceAll("");
        text =
                IMAGE_OR_LINK
                        .matcher(text)
                        .replaceAll(
                                match -> {
                                    String shown = match.group(1);
                                    String target =
                                            match.group(2).startsWith("http")
                                                            && !match.group(2).equals(shown)
                                                    ? match.group(2)
                                                    : "";
                                    return Matcher.quoteReplacement(
                                            target.isEmpty()
                                                    ? shown
                                                    : shown.isEmpty()
                                                            ? target
                                                            : shown + " (" + target + ")");
                                });
        text = EMPHASIS.matcher(text).replaceAll("$2");
        text = HEADING.matcher(text).replaceAll("");
        text = QUOTE.matcher(text).replaceAll("");
        return WRAPPED.matcher(text).replaceAll(" ").strip();
    }
}
