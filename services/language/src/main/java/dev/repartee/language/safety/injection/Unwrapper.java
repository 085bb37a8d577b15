package dev.repartee.language.safety.injection;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes wrappings off: encodings, reversal, substitution of letters, pieces in quotes. Each view
 * costs time linear in the text; there are at most {@link #MOST} of them.
 */
final class Unwrapper {

    private static final int MOST = 24;
    private static final int LONGEST_PIECE = 8_192;
    private static final int SHORTEST_BASE64 = 16;
    private static final int FEWEST_BITS = 6 * 8;

    static final Pattern BASE64 =
            Pattern.compile("(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,8192}+={0,2}");
    private static final Pattern HEX =
            Pattern.compile("(?<![A-Za-z0-9])(?:(?:\\\\x|0x)?[0-9a-fA-F]{2}[ ,:]?){8,4096}+");
    private static final Pattern ESCAPE =
            Pattern.compile(
                    "%([0-9a-fA-F]{2})|\\\\u([0-9a-fA-F]{4})|&#(?:x([0-9a-fA-F]{1,6})|(\\d{1,7}));");
    private static final Pattern JOINT = Pattern.compile("[\"'`]\\s*\\+\\s*[\"'`]");
    static final Pattern BINARY = Pattern.compile("(?:[01]{8}\\s?){6,2048}+");
    private static final String LEET_FROM = "0134578@$!|";
    private static final String LEET_TO = "oieastbasil";

    private Unwrapper() {}

    static List<View> views(String text) {
        List<View> views = new ArrayList<>();
        View visible = Letters.visible(text);
        views.add(visible);
        View latin = Letters.inLatin(visible);
        if (latin != visible) {
            views.add(latin);
        }
        String seen = visible.text();
        int end = text.length();
        String hidden = Letters.hidden(text);
        if (!hidden.isBlank()) {
            views.add(View.whole(hidden, "hidden", 0, end));
        }
        leet(latin).ifPresent(views::add);
        if (seen.indexOf('+') >= 0 && JOINT.matcher(seen).find()) {
            views.add(View.whole(JOINT.matcher(seen).replaceAll(""), "joined", 0, end));
        }
        escaped(seen).ifPresent(plain -> views.add(View.whole(plain, "escaped", 0, end)));
        views.add(View.whole(rot13(seen), "rot13", 0, end));
        views.add(View.whole(new StringBuilder(seen).reverse().toString(), "reversed", 0, end));
        decoded(text, views);
        return views;
    }

    private static void decoded(String text, List<View> views) {
        if (hasLongRun(text)) {
            decodedBase64(text, views);
        }
        for (Matcher match = HEX.matcher(text); match.find() && views.size() < MOST; ) {
            int start = match.start();
            int stop = match.end();
            hex(match.group()).ifPresent(plain -> views.add(View.whole(plain, "hex", start, stop)));
        }
        if (hasManyBits(text)) {
            decodedBinary(text, views);
        }
    }

    /** Whether a text has a word that is long enough for Base64. */
    static boolean hasLongRun(String text) {
        int run = 0;
        for (int i = 0; i < text.length() && run < SHORTEST_BASE64; i++) {
            run = isBase64(text.charAt(i)) ? run + 1 : 0;
        }
        return run == SHORTEST_BASE64;
    }

    private static boolean isBase64(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '+'
                || c == '/'
                || c == '_'
                || c == '-';
    }

    static boolean hasManyBits(String text) {
        int bits = 0;
        for (int i = 0; i < text.length() && bits < FEWEST_BITS; i++) {
            bits += text.charAt(i) == '0' || text.charAt(i) == '1' ? 1 : 0;
        }
        return bits == FEWEST_BITS;
    }

    private static void decodedBase64(String text, List<View> views) {
        for (Matcher match = BASE64.matcher(text); match.find() && views.size() < MOST; ) {
            int start = match.start();
            int stop = match.end();
            base64(match.group())
                    .ifPresent(plain -> views.add(View.whole(plain, "base64", start, stop)));
        }
    }

    private static void decodedBinary(String text, List<View> views) {
        for (Matcher match = BINARY.matcher(text); match.find() && views.size() < MOST; ) {
            int start = match.start();
            int stop = match.end();
            binary(match.group())
                    .ifPresent(plain -> views.add(View.whole(plain, "binary", start, stop)));
        }
    }

    private static Optional<String> base64(String piece) {
        String standard = piece.replace('-', '+').replace('_', '/').replace("=", "");
        int whole = standard.length() - (standard.length() % 4 == 1 ? 1 : 0);
        return printable(Base64.getDecoder().decode(standard.substring(0, whole)));
    }

    private static Optional<String> hex(String piece) {
        String digits = piece.replaceAll("\\\\x|0x|[^0-9a-fA-F]", "");
        return printable(
                HexFormat.of()
                        .parseHex(digits.substring(0, digits.length() - digits.length() % 2)));
    }

    private static Optional<String> binary(String piece) {
        String digits = piece.replaceAll("\\s", "");
        byte[] bytes = new byte[digits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(digits.substring(i * 8, i * 8 + 8), 2);
        }
        return printable(bytes);
    }

    /** What is no readable text is an id or a picture, and no order. */
    private static Optional<String> printable(byte[] bytes) {
        if (bytes.length > LONGEST_PIECE) {
            return Optional.empty();
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            long odd =
                    text.codePoints()
                            .filter(c -> Character.isISOControl(c) && !Character.isWhitespace(c))
                            .count();
            return odd == 0 && !text.isBlank() ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> escaped(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('\\') < 0 && text.indexOf('&') < 0) {
            return Optional.empty();
        }
        Matcher match = ESCAPE.matcher(text);
        StringBuilder plain = new StringBuilder();
        int count = 0;
        while (match.find()) {
            count++;
            match.appendReplacement(plain, Matcher.quoteReplacement(character(match)));
        }
        return count < 3 ? Optional.empty() : Optional.of(match.appendTail(plain).toString());
    }

    private static String character(Matcher match) {
        int code = 0;
        for (int group = 1; group <= 3; group++) {
            if (match.group(group) != null) {
                code = Integer.parseInt(match.group(group), 16);
            }
        }
        if (match.group(4) != null) {
            code = Integer.parseInt(match.group(4));
        }
        return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
    }

    private static Optional<View> leet(View view) {
        String text = view.text();
        StringBuilder plain = null;
        for (int i = 0; i < text.length(); i++) {
            int digit = LEET_FROM.indexOf(text.charAt(i));
            boolean inWord =
                    i > 0 && Character.isLetter(text.charAt(i - 1))
                            || i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
            if (digit >= 0 && inWord) {
                plain = plain == null ? new StringBuilder(text) : plain;
                plain.setCharAt(i, LEET_TO.charAt(digit));
            }
        }
        return plain == null
                ? Optional.empty()
                : Optional.of(view.reading(plain.toString(), "leet"));
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            turned.append(
                    c >= 'a' && c <= 'z'
                            ? (char) ('a' + (c - 'a' + 13) % 26)
                            : c >= 'A' && c <= 'Z' ? (char) ('A' + (c - 'A' + 13) % 26) : c);
        }
        return turned.toString();
    }
}
