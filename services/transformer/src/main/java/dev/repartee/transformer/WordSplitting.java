package dev.repartee.transformer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The {@code pre_tokenizer} of a tokenizer.json: cuts a text into words. */
final class WordSplitting {

    /** GPT-2's own pattern; linear, since its alternatives begin differently. */
    private static final Pattern BYTE_LEVEL =
            Pattern.compile(
                    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    private static final Pattern WORDS =
            Pattern.compile("[\\w\\p{L}\\p{M}\\p{N}]+|[^\\w\\p{L}\\p{M}\\p{N}\\s]+");
    private static final String BYTES = byteCharacters();

    private WordSplitting() {}

    static Function<String, List<String>> of(JsonNode node) throws UnusableModelException {
        if (node.isMissingNode() || node.isNull()) {
            return List::of;
        }
        String type = node.path("type").asString("");
        return switch (type) {
            case "Sequence" -> sequence(node.path("pretokenizers"));
            case "BertPreTokenizer" -> WordSplitting::bert;
            case "Whitespace" -> text -> matches(WORDS, text);
            case "WhitespaceSplit" -> text -> split(text, false);
            case "Punctuation" -> WordSplitting::bert;
            case "ByteLevel" -> byteLevel(node.path("add_prefix_space").asBoolean(true));
            case "Metaspace" -> metaspace(node);
            default ->
                    throw new UnusableModelException(
                            "tokenizer.json has the pre-tokenizer '"
                                    + type
                                    + "', which is not known");
        };
    }

    private static Function<String, List<String>> sequence(JsonNode parts)
            throws UnusableModelException {
        List<Function<String, List<String>>> steps = new ArrayList<>();
        for (JsonNode part : parts) {
            steps.add(of(part));
        }
        return text -> {
            List<String> words = List.of(text);
            for (Function<String, List<String>> step : steps) {
                words = words.stream().flatMap(word -> step.apply(word).stream()).toList();
            }
            return words;
        };
    }

    private static List<String> bert(String text) {
        return split(text, true);
    }

    private static List<String> split(String text, boolean punctuation) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            boolean mark = punctuation && isPunctuation(c);
                            if (mark || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                                flush(word, words);
                            } else {
                                word.appendCodePoint(c);
                            }
                            if (mark) {
                                words.add(Character.toString(c));
                            }
                        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isPunctuation(int c) {
        return c >= 33 && c <= 47
                || c >= 58 && c <= 64
                || c >= 91 && c <= 96
                || c >= 123 && c <= 126
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }

    private static Function<String, List<String>> byteLevel(boolean prefixed) {
        return text -> {
            String whole = prefixed && !text.startsWith(" ") ? " " + text : text;
            return matches(BYTE_LEVEL, whole).stream().map(WordSplitting::bytes).toList();
        };
    }

    private static Function<String, List<String>> metaspace(JsonNode node) {
        String replacement = node.path("replacement").asString("\u2581");
        boolean prefixed =
                !node.path("prepend_scheme").asString("always").equals("never")
                        && node.path("add_prefix_space").asBoolean(true);
        return text -> {
            String marked = text.replace(" ", replacement);
            String whole =
                    prefixed && !marked.startsWith(replacement) ? replacement + marked : marked;
            return List.of(whole.split("(?=" + Pattern.quote(replacement) + ")"));
        };
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (Matcher match = pattern.matcher(text); match.find(); ) {
            found.add(match.group());
        }
        return found;
    }

    private static String bytes(String word) {
        StringBuilder characters = new StringBuilder(word.length());
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            characters.append(BYTES.charAt(b & 0xFF));
        }
        return characters.toString();
    }

    /** GPT-2 shows each byte by a printable character: itself, else one from U+0100 on. */
    private static String byteCharacters() {
        StringBuilder characters = new StringBuilder(256);
        int next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            characters.append((char) (printable ? b : next++));
        }
        return characters.toString();
    }
}
