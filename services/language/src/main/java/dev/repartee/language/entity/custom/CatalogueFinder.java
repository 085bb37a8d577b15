package dev.repartee.language.entity.custom;

import dev.repartee.language.entity.custom.Vocabulary.Candidate;
import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the items of a catalogue by their names, whole words only: a tree of words, walked from
 * each word of the text with the words that it may mean. The longest name wins, then the one with
 * the fewest slips, then the earlier item. One slip is forgiven in a name of less than nine
 * letters, two in a longer one, three from sixteen on. A name has at most {@value #MAX_WORDS}
 * words.
 *
 * <p>At most {@value #MAX_PATHS} ways through the tree are followed at once, so time is linear in
 * the text.
 */
final class CatalogueFinder {

    static final int MAX_WORDS = 10;
    private static final int MAX_NAME = 200;
    private static final int MAX_PATHS = 24;
    private static final int ROOT = 0;

    private final String type;
    private final boolean fuzzy;
    private final Vocabulary vocabulary = new Vocabulary();

    /** By node times 2^32 plus word: the next node. */
    private final Map<Long, Integer> edges = new HashMap<>();

    /** By node: the item whose name ends there. */
    private final Map<Integer, String> items = new HashMap<>();

    private int nodes = 1;

    CatalogueFinder(EntityDefinition.Catalogue catalogue) {
        this.type = catalogue.type();
        this.fuzzy = catalogue.fuzzy();
        for (EntityDefinition.Item item : catalogue.items()) {
            if (item.value().isBlank() || item.names().isEmpty()) {
                throw CustomEntities.invalid(
                        "an item of '%s' needs a value and a name".formatted(type));
            }
            item.names().forEach(name -> add(name, item.value()));
        }
        if (fuzzy) {
            vocabulary.seal();
        }
    }

    List<CustomSpan> find(String text, List<Token> tokens) {
        List<List<Candidate>> meant = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            meant.add(candidates(token.word()));
        }
        var found = new ArrayList<CustomSpan>();
        int at = 0;
        while (at < tokens.size()) {
            Match match = longest(tokens, meant, at);
            if (match == null) {
                at++;
            } else {
                found.add(
                        new CustomSpan(
                                type,
                                match.item,
                                tokens.get(at).start(),
                                tokens.get(match.end - 1).end()));
                at = match.end;
            }
        }
        return found;
    }

    private void add(String name, String value) {
        List<Token> words = Tokenizer.tokenize(name);
        if (name.length() > MAX_NAME || words.isEmpty() || words.size() > MAX_WORDS) {
            String shown = name.length() <= 60 ? name : name.substring(0, 60) + "...";
            throw CustomEntities.invalid(
                    "a name of '%s' must have 1 to %d words and at most %d chars: '%s'"
                            .formatted(type, MAX_WORDS, MAX_NAME, shown));
        }
        int node = ROOT;
        for (Token word : words) {
            Integer next = edges.putIfAbsent(edge(node, vocabulary.add(word.word())), nodes);
            node = next == null ? nodes++ : next;
        }
        items.putIfAbsent(node, value);
    }

    private List<Candidate> candidates(String word) {
        if (fuzzy) {
            return vocabulary.near(word);
        }
        int exact = vocabulary.exact(word);
        return exact < 0 ? List.of() : List.of(new Candidate(exact, 0));
    }

    private record Path(int node, int slips) {}

    private record Match(String item, int end, int slips) {}

    private @Nullable Match longest(List<Token> tokens, List<List<Candidate>> meant, int start) {
        List<Path> paths = List.of(new Path(ROOT, 0));
        Match best = null;
        int letters = 0;
        int last = Math.min(tokens.size(), start + MAX_WORDS);
        for (int at = start; at < last && !paths.isEmpty(); at++) {
            letters += tokens.get(at).word().length();
            var further = new ArrayList<Path>();
            for (Path path : paths) {
                for (Candidate word : meant.get(at)) {
                    Integer next = edges.get(edge(path.node, word.word()));
                    if (next != null && further.size() < MAX_PATHS) {
                        further.add(new Path(next, path.slips + word.slips()));
                    }
                }
            }
            Match here = match(further, at + 1, letters);
            best = here == null ? best : here;
            paths = further;
        }
        return best;
    }

    private @Nullable Match match(List<Path> paths, int end, int letters) {
        int allowed = letters >= 16 ? 3 : letters >= 9 ? 2 : 1;
        Match best = null;
        for (Path path : paths) {
            String item = items.get(path.node);
            if (item != null
                    && path.slips <= allowed
                    && (best == null || path.slips < best.slips)) {
                best = new Match(item, end, path.slips);
            }
        }
        return best;
    }

    private static long edge(int node, int word) {
        return (long) node << 32 | word;
    }
}
