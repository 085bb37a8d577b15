package dev.repartee.transformer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The {@code normalizer} of a tokenizer.json. */
final class Normalization {

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

    private Normalization() {}

    static UnaryOperator<String> of(JsonNode node) throws UnusableModelException {
        if (node.isMissingNode() || node.isNull()) {
            return text -> text;
        }
        String type = node.path("type").asString("");
        return switch (type) {
            case "Sequence" -> sequence(node.path("normalizers"));
            case "BertNormalizer" -> bert(node);
            case "NFC" -> text -> Normalizer.normalize(text, Normalizer.Form.NFC);
            case "NFD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFD);
            case "NFKD" -> text -> Normalizer.normalize(text, Normalizer.Form.NFKD);
            // SentencePiece's compiled table is NFKC with some white space besides.
            case "NFKC", "Precompiled" ->
                    text -> spaces(Normalizer.normalize(text, Normalizer.Form.NFKC));
            case "Lowercase" -> text -> text.toLowerCase(Locale.ROOT);
            case "StripAccents" -> Normalization::stripAccents;
            case "Strip" -> String::strip;
            case "Prepend" -> prepend(node.path("prepend").asString(""));
            case "Replace" -> replace(node);
            default ->
                    throw new UnusableModelException(
                            "tokenizer.json has the normalizer '" + type + "', which is not known");
        };
    }

    private static UnaryOperator<String> sequence(JsonNode parts) throws UnusableModelException {
        UnaryOperator<String> all = text -> text;
        for (JsonNode part : parts) {
            UnaryOperator<String> before = all;
            UnaryOperator<String> next = of(part);
            all = text -> next.apply(before.apply(text));
        }
        return all;
    }

    private static UnaryOperator<String> prepend(String prefix) {
        return text -> text.isEmpty() ? text : prefix + text;
    }

    private static UnaryOperator<String> replace(JsonNode node) throws UnusableModelException {
        JsonNode pattern = node.path("pattern");
        String content = node.path("content").asString("");
        if (pattern.has("String")) {
            String literal = pattern.path("String").asString("");
            return text -> text.replace(literal, content);
        }
        if (pattern.path("Regex").asString("").equals(" {2,}")) {
            return text -> text.replaceAll(" {2,}", content);
        }
        throw new UnusableModelException(
                "tokenizer.json replaces by a pattern that is not known: " + pattern);
    }

    private static UnaryOperator<String> bert(JsonNode node) {
        boolean clean = node.path("clean_text").asBoolean(true);
        boolean spaced = node.path("handle_chinese_chars").asBoolean(true);
        boolean lower = node.path("lowercase").asBoolean(true);
        JsonNode accents = node.path("strip_accents");
        boolean strip = accents.isBoolean() ? accents.asBoolean() : lower;
        return text -> {
            String result = clean ? cleaned(text) : text;
            result = spaced ? spacedIdeographs(result) : result;
            result = strip ? stripAccents(result) : result;
            return lower ? result.toLowerCase(Locale.ROOT) : result;
        };
    }

    private static String stripAccents(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    }

    private static String spaces(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(c -> spaced.appendCodePoint(isSpace(c) ? ' ' : c));
        return spaced.toString();
    }

    private static String cleaned(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (isSpace(c)) {
                                cleaned.append(' ');
                            } else if (c != 0
                                    && c != 0xFFFD
                                    && !Character.isISOControl(c)
                                    && Character.getType(c) != Character.FORMAT) {
                                cleaned.appendCodePoint(c);
                            }
                        });
        return cleaned.toString();
    }

    private static String spacedIdeographs(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) {
                                spaced.append(' ').appendCodePoint(c).append(' ');
                            } else {
                                spaced.appendCodePoint(c);
                            }
                        });
        return spaced.toString();
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }
}
