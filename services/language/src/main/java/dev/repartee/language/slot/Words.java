package dev.repartee.language.slot;

import dev.repartee.language.dataset.Annotation;
import dev.repartee.language.token.Tokenizer;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The words of a text as slots see them: finer than {@link Tokenizer}'s, so that a slot can end
 * before any sign. A run of letters is one word, a run of digits another, each sign a third, and
 * each character of a script that writes no spaces a fourth; a mark stays with what it is on.
 * Linear.
 */
final class Words {

    private final String text;
    private final int[] starts;
    private final int[] ends;
    private final String[] forms;

    private Words(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.forms = new String[starts.length];
        for (int i = 0; i < forms.length; i++) {
            String raw = text.substring(starts[i], ends[i]);
            String folded = Tokenizer.fold(raw);
            forms[i] = folded.isEmpty() ? raw : folded;
        }
    }

    static Words of(String text) {
        return of(text, List.of());
    }

    /** Splits words where an annotation begins or ends, too. */
    static Words of(String text, List<Annotation> annotations) {
        var cuts = new BitSet();
        annotations.forEach(
                annotation -> {
                    cuts.set(annotation.start());
                    cuts.set(annotation.end());
                });
        int[] starts = new int[16];
        int[] ends = new int[16];
        int size = 0;
        Kind previous = Kind.BLANK;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            Kind kind = Kind.of(codePoint, previous);
            boolean joins = kind == Kind.MARK || kind == previous && kind.runs;
            if (kind == Kind.MARK) {
                kind = previous;
            }
            if (kind != Kind.BLANK) {
                if (joins && size > 0 && ends[size - 1] == at && !cuts.get(at)) {
                    ends[size - 1] = next;
                } else {
                    if (size == starts.length) {
                        starts = Arrays.copyOf(starts, size * 2);
                        ends = Arrays.copyOf(ends, size * 2);
                    }
                    starts[size] = at;
                    ends[size++] = next;
                }
            }
            previous = kind;
            at = next;
        }
        return new Words(text, Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
    }

    int size() {
        return starts.length;
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** The word in lower case, Latin letters without their marks; never empty. */
    String form(int index) {
        return forms[index];
    }

    String raw(int index) {
        return text.substring(starts[index], ends[index]);
    }

    /** Says whether no blank stands before the word. */
    boolean isGlued(int index) {
        return index > 0 && ends[index - 1] == starts[index];
    }

    /** Cuts into stretches of at most so many words, each with the words' own places. */
    List<Words> stretches(int most) {
        if (size() <= most) {
            return List.of(this);
        }
        var stretches = new ArrayList<Words>();
        for (int from = 0; from < size(); from += most) {
            int to = Math.min(size(), from + most);
            stretches.add(
                    new Words(
                            text,
                            Arrays.copyOfRange(starts, from, to),
                            Arrays.copyOfRange(ends, from, to)));
        }
        return stretches;
    }

    private enum Kind {
        BLANK(true),
        LETTER(true),
        DIGIT(true),
        CHARACTER(false),
        SIGN(false),
        MARK(true);

        private final boolean runs;

        Kind(boolean runs) {
            this.runs = runs;
        }

        static Kind of(int codePoint, Kind previous) {
            if (codePoint < 0x80) {
                return codePoint <= ' '
                        ? BLANK
                        : Character.isDigit(codePoint)
                                ? DIGIT
                                : Character.isLetter(codePoint) ? LETTER : SIGN;
            }
            return switch (Character.getType(codePoint)) {
                case Character.NON_SPACING_MARK,
                        Character.COMBINING_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.FORMAT,
                        Character.MODIFIER_SYMBOL ->
                        previous == BLANK ? SIGN : MARK;
                case Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.CONTROL ->
                        BLANK;
                case Character.DECIMAL_DIGIT_NUMBER -> DIGIT;
                default ->
                        !Character.isLetter(codePoint)
                                ? SIGN
                                : writesNoSpaces(codePoint) ? CHARACTER : LETTER;
            };
        }

        private static boolean writesNoSpaces(int codePoint) {
            return switch (UnicodeScript.of(codePoint)) {
                case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                default -> false;
            };
        }
    }
}
