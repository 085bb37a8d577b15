package dev.repartee.language.token;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A pattern of words, such as {@code how much .. cost* [per] month}.
 *
 * <ul>
 *   <li>{@code a/b} is either word; {@code ship*} is any word that starts so;
 *   <li>{@code [a/b]} may be missing; {@code ..} stands for at most three words;
 *   <li>{@code ^} is the start of the text and {@code $} its end ({@code ?} at the end aside).
 * </ul>
 *
 * <p>At most two {@code ..} and twelve elements keep the work for each word of a text constant.
 */
public final class TokenPattern {

    static final int MAX_GAP = 3;
    private static final int MAX_GAPS = 2;
    private static final int MAX_ELEMENTS = 12;

    private final List<Element> elements;
    private final boolean atStart;
    private final boolean atEnd;

    private TokenPattern(List<Element> elements, boolean atStart, boolean atEnd) {
        this.elements = elements;
        this.atStart = atStart;
        this.atEnd = atEnd;
    }

    /**
     * @throws IllegalArgumentException when the source is no pattern, saying why
     */
    public static TokenPattern parse(String source) {
        var elements = new ArrayList<Element>();
        boolean atStart = false;
        boolean atEnd = false;
        for (String part : source.trim().split("\\s+")) {
            switch (part) {
                case "^" -> atStart = true;
                case "$" -> atEnd = true;
                case ".." -> elements.add(new Gap());
                default -> elements.add(Words.parse(part));
            }
        }
        check(elements, source);
        return new TokenPattern(List.copyOf(elements), atStart, atEnd);
    }

    private static void check(List<Element> elements, String source) {
        long gaps = elements.stream().filter(Gap.class::isInstance).count();
        if (elements.isEmpty()
                || !(elements.getFirst() instanceof Words first)
                || first.optional()) {
            throw new IllegalArgumentException(
                    "a pattern must start with a word that can't be missing: " + source);
        }
        if (gaps > MAX_GAPS || elements.size() > MAX_ELEMENTS) {
            throw new IllegalArgumentException(
                    "a pattern has at most 2 gaps and 12 elements: " + source);
        }
    }

    Words first() {
        return (Words) elements.getFirst();
    }

    /** Returns the index after the last token of a match that starts at a token, or -1. */
    int matchAt(Tokens tokens, int start) {
        return atStart && start > 0 ? -1 : match(0, tokens, start);
    }

    private int match(int element, Tokens tokens, int at) {
        if (element == elements.size()) {
            return atEnd && !isEnd(tokens, at) ? -1 : at;
        }
        return switch (elements.get(element)) {
            case Gap() -> {
                for (int skipped = 0;
                        skipped <= MAX_GAP && at + skipped <= tokens.size();
                        skipped++) {
                    int end = match(element + 1, tokens, at + skipped);
                    if (end >= 0) {
                        yield end;
                    }
                }
                yield -1;
            }
            case Words words -> {
                if (at < tokens.size() && words.contains(tokens, at)) {
                    int end = match(element + 1, tokens, at + 1);
                    if (end >= 0) {
                        yield end;
                    }
                }
                yield words.optional() ? match(element + 1, tokens, at) : -1;
            }
        };
    }

    private static boolean isEnd(Tokens tokens, int at) {
        int end = at;
        while (end < tokens.size() && tokens.is(end, "?")) {
            end++;
        }
        return end == tokens.size();
    }

    sealed interface Element {}

    record Gap() implements Element {}

    record Words(List<String> exact, List<String> stems, boolean optional) implements Element {

        static Words parse(String part) {
            boolean optional = part.startsWith("[") && part.endsWith("]");
            String inner = optional ? part.substring(1, part.length() - 1) : part;
            var exact = new LinkedHashSet<String>();
            var stems = new ArrayList<String>();
            for (String word : inner.split("/")) {
                String folded =
                        Tokenizer.fold(
                                word.endsWith("*") ? word.substring(0, word.length() - 1) : word);
                List<Token> tokens = Tokenizer.tokenize(folded);
                if (tokens.size() != 1 || !tokens.getFirst().word().equals(folded)) {
                    throw new IllegalArgumentException("not one word: " + word);
                }
                if (word.endsWith("*")) {
                    stems.add(folded);
                } else {
                    exact.add(folded);
                }
            }
            return new Words(List.copyOf(exact), List.copyOf(stems), optional);
        }

        boolean contains(Tokens tokens, int index) {
            for (int i = 0; i < exact.size(); i++) {
                if (tokens.is(index, exact.get(i))) {
                    return true;
                }
            }
            for (int i = 0; i < stems.size(); i++) {
                if (tokens.startsWith(index, stems.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
