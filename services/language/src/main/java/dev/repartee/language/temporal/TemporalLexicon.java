package dev.repartee.language.temporal;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The phrases of {@code temporal.txt}, found in a text by their words. */
final class TemporalLexicon {

    private static final String RESOURCE = "temporal.txt";
    private static final String ALL = "*";

    private static final List<Sense> TELLING =
            List.of(
                    Sense.WEEKDAY,
                    Sense.MONTH,
                    Sense.DAY,
                    Sense.DAYORBACK,
                    Sense.DAYPART,
                    Sense.PART,
                    Sense.CLOCK,
                    Sense.UNIT,
                    Sense.NEXT,
                    Sense.OCLOCK,
                    Sense.WEEKEND);

    private static final Phrase[] NOTHING = {};
    private static final Comparator<Phrase> LONGEST_FIRST =
            Comparator.comparingInt(Phrase::end).reversed();
    private static final List<String> MIXED = List.of(ALL, "hi", "en");
    private static final List<String> OTHERS = List.of(ALL, "en");
    private static final Map<String, List<String>> OWN =
            Stream.of("es", "de", "fr", "pt", "it", "nl")
                    .collect(Collectors.toMap(own -> own, own -> List.of(ALL, own)));

    private final Map<String, Node> sections = new HashMap<>();

    /** By word: the number of what it means by itself, counted from one. */
    private final Map<String, Integer> senses = new HashMap<>();

    /** A phrase found: what it means, and the index after its last token. */
    record Phrase(Sense kind, String value, int start, int end) {

        int number() {
            return Integer.parseInt(value);
        }
    }

    private record Meaning(Sense kind, String value) {}

    /** The words that may come next, and what the phrase means that ends here. */
    private static final class Node {

        private final Map<String, Node> next = new HashMap<>();
        private final List<Meaning> meanings = new ArrayList<>();
    }

    private TemporalLexicon() {}

    /**
     * @throws IllegalStateException when the shipped file is broken, naming the line
     */
    static TemporalLexicon shipped() {
        var lexicon = new TemporalLexicon();
        try (InputStream in = TemporalLexicon.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + RESOURCE);
            }
            lexicon.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lexicon;
    }

    /** Returns all phrases of a text, by the index of their first token, the longest first. */
    Phrase[][] find(List<Token> tokens, boolean[] broken, String language) {
        List<String> names = sectionsOf(language);
        var found = new Phrase[tokens.size()][];
        var here = new ArrayList<Phrase>();
        for (int start = 0; start < found.length; start++) {
            for (int i = 0; i < names.size(); i++) {
                Node root = sections.get(names.get(i));
                if (root != null) {
                    walk(root, tokens, broken, start, here);
                }
            }
            if (here.isEmpty()) {
                found[start] = NOTHING;
            } else {
                here.sort(LONGEST_FIRST);
                found[start] = here.toArray(NOTHING);
                here.clear();
            }
        }
        return found;
    }

    int sense(String word) {
        return senses.getOrDefault(word, 0);
    }

    private static void walk(
            Node root, List<Token> tokens, boolean[] broken, int start, List<Phrase> found) {
        Node node = root;
        for (int at = start; at < tokens.size() && (at == start || !broken[at]); at++) {
            node = node.next.get(tokens.get(at).word());
            if (node == null) {
                return;
            }
            for (Meaning meaning : node.meanings) {
                found.add(new Phrase(meaning.kind, meaning.value, start, at + 1));
            }
        }
    }

    /** People who write Hindi mix English in; what is not known is taken for English. */
    private static List<String> sectionsOf(String language) {
        return switch (language) {
            case "hi", "hi-Latn", "ur" -> MIXED;
            default -> OWN.getOrDefault(language, OTHERS);
        };
    }

    private void read(BufferedReader lines) {
        Node section = null;
        for (String line : lines.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                section =
                        sections.computeIfAbsent(
                                line.substring(1, line.indexOf(']')), unused -> new Node());
                continue;
            }
            String[] sides = line.split(" = ", 2);
            String[] head = sides[0].trim().split(" ");
            if (section == null || sides.length < 2 || head.length != 2) {
                throw new IllegalStateException(
                        RESOURCE + ": expected KIND VALUE = PHRASES: " + line);
            }
            var meaning = new Meaning(Sense.valueOf(head[0]), head[1]);
            for (String phrase : sides[1].split("\\|")) {
                Node node = section;
                List<Token> words = Tokenizer.tokenize(phrase);
                for (Token token : words) {
                    node = node.next.computeIfAbsent(token.word(), unused -> new Node());
                }
                if (words.size() == 1 && TELLING.contains(meaning.kind)) {
                    senses.putIfAbsent(words.getFirst().word(), TELLING.indexOf(meaning.kind) + 1);
                }
                node.meanings.add(meaning);
            }
        }
    }
}
