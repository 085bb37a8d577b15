package dev.repartee.language.safety.injection;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads letters as people read them: look-alikes as what they look like, invisible ones not. */
final class Letters {

    private static final Map<Integer, Character> LOOK_ALIKES = new HashMap<>();

    /** Tag characters mirror ASCII and show nothing. */
    private static final int TAGS = 0xE0000;

    private static final char FIRST_OF_TAGS = Character.highSurrogate(TAGS);

    /** What stands for many letters at once is left as it is. */
    private static final int LONGEST_FORM = 4;

    /**
     * Compatible forms by character, as far as they were asked for: making one takes longer than
     * all else that is done with a letter. Threads may make the same one; strings need no lock.
     */
    private static final @Nullable String[] FORMS = new String[Character.MAX_VALUE + 1];

    static {
        pair("аᴀɑα", 'a');
        pair("вᏴ", 'b');
        pair("сϲⅽᴄ", 'c');
        pair("ԁⅾ", 'd');
        pair("еєҽᴇε", 'e');
        pair("ƒ", 'f');
        pair("ɡց", 'g');
        pair("һհ", 'h');
        pair("іıɩιӏ", 'i');
        pair("јϳ", 'j');
        pair("кκᴋ", 'k');
        pair("ⅼ", 'l');
        pair("мⅿᴍ", 'm');
        pair("ոпɴ", 'n');
        pair("оοσօᴏ", 'o');
        pair("рρ", 'p');
        pair("ԛ", 'q');
        pair("гᴦ", 'r');
        pair("ѕꜱ", 's');
        pair("тτᴛ", 't');
        pair("υսᴜ", 'u');
        pair("ѵν", 'v');
        pair("ԝѡω", 'w');
        pair("хχ", 'x');
        pair("уүγ", 'y');
        pair("ᴢ", 'z');
    }

    private Letters() {}

    private static void pair(String from, char to) {
        from.codePoints().forEach(codePoint -> LOOK_ALIKES.put(codePoint, to));
    }

    /** The text without what can't be seen, in compatible forms; look-alikes as they are. */
    static View visible(String text) {
        return isVisible(text) ? View.same(text) : made(text);
    }

    /** Whether every letter shows as it is, which holds for nearly all texts. */
    private static boolean isVisible(String text) {
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (codePoint >= 0x80
                    && (invisible(codePoint) || !isItself(compatible(codePoint), text, at, next))) {
                return false;
            }
            at = next;
        }
        return true;
    }

    private static boolean isItself(String form, String text, int start, int end) {
        return form.length() == end - start && text.startsWith(form, start);
    }

    private static View made(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        int[] map = new int[text.length() + LONGEST_FORM];
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (seen.length() + LONGEST_FORM > map.length) {
                map = Arrays.copyOf(map, map.length + map.length / 2 + LONGEST_FORM);
            }
            if (codePoint < 0x80) {
                map[seen.length()] = at;
                seen.append((char) codePoint);
            } else if (!invisible(codePoint)) {
                String form = compatible(codePoint);
                for (int i = 0; i < form.length(); i++) {
                    map[seen.length()] = at;
                    seen.append(form.charAt(i));
                }
            }
            at += Character.charCount(codePoint);
        }
        return new View(
                seen.toString(),
                "plain",
                new View.Origin.Mapped(Arrays.copyOf(map, seen.length()), text.length()));
    }

    /**
     * Words that mix alphabets, or are written in look-alikes of Latin only, in Latin.
     *
     * @return the same view when there are none
     */
    static View inLatin(View view) {
        String text = view.text();
        StringBuilder latin = null;
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || !Character.isLetterOrDigit(text.charAt(at))) {
                if (isInLookAlikes(text, from, at)) {
                    latin = latin == null ? new StringBuilder(text) : latin;
                    replaceWord(latin, from, at);
                }
                from = at + 1;
            }
        }
        return latin == null ? view : view.reading(latin.toString(), "look-alikes");
    }

    private static boolean isInLookAlikes(String text, int from, int to) {
        int foreign = 0;
        int readable = 0;
        for (int i = from; i < to; i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (c >= 0x80 && Character.isLetter(c)) {
                boolean latin = Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
                foreign++;
                readable += LOOK_ALIKES.containsKey((int) c) ? 1 : latin ? 1 : 0;
            }
        }
        return foreign > 0 && readable == foreign && hasLookAlike(text, from, to);
    }

    private static boolean hasLookAlike(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (LOOK_ALIKES.containsKey((int) Character.toLowerCase(text.charAt(i)))) {
                return true;
            }
        }
        return false;
    }

    private static void replaceWord(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            Character like = LOOK_ALIKES.get((int) Character.toLowerCase(text.charAt(i)));
            if (like != null) {
                text.setCharAt(i, like);
            }
        }
    }

    /** What is written in tag characters, which show nothing; empty when there are none. */
    static String hidden(String text) {
        if (text.indexOf(FIRST_OF_TAGS) < 0) {
            return "";
        }
        StringBuilder hidden = new StringBuilder();
        text.codePoints()
                .filter(codePoint -> codePoint > TAGS + 0x1F && codePoint < TAGS + 0x7F)
                .forEach(codePoint -> hidden.appendCodePoint(codePoint - TAGS));
        return hidden.toString();
    }

    private static boolean invisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT
                || codePoint == 0x034F
                || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                || codePoint >= TAGS && codePoint <= TAGS + 0x1FF
                || codePoint == 0x3164
                || codePoint == 0x115F;
    }

    private static String compatible(int codePoint) {
        if (codePoint >= FORMS.length) {
            return normalized(codePoint);
        }
        String known = FORMS[codePoint];
        if (known == null) {
            known = normalized(codePoint);
            FORMS[codePoint] = known;
        }
        return known;
    }

    private static String normalized(int codePoint) {
        String form = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        return form.length() > LONGEST_FORM ? Character.toString(codePoint) : form;
    }
}
