package dev.repartee.language.safety.injection;

import dev.repartee.language.token.RuleFile.Strength;
import dev.repartee.language.token.Stems;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import dev.repartee.language.token.WordMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds ideas that stand close together, in whatever order and language: what an order to a model
 * can't do without, however it is worded. Coarser than patterns of words, and there to find what
 * those have never seen. Linear in the text. Thread-safe.
 */
final class ConceptWindows {

    private static final int SHORTEST_STEM = 3;
    private static final int LONGEST_STEM = 16;
    private static final int MOST_IDEAS = Long.SIZE;

    /** Whoever says {@code how can I} or {@code my} says so just before. */
    private static final int REACH_OF_SPOILERS = 3;

    private final Map<String, Integer> ideas = new LinkedHashMap<>();
    private final WordMap<Long> words;
    private final Stems<Long> stems = new Stems<>();
    private final List<Window> windows = new ArrayList<>();

    /**
     * Ideas that mean something together.
     *
     * @param span the most words from the first to the last of them
     * @param wanted ideas that must all occur
     * @param spoiling ideas of which none may, nor just before
     */
    private record Window(
            String technique, Strength strength, int span, int[] wanted, long spoiling) {}

    /**
     * What was found.
     *
     * @param first the first word of it
     * @param last the last one
     */
    record Hit(String technique, Strength strength, int first, int last) {}

    ConceptWindows(String resource) {
        Map<String, Long> whole = new HashMap<>();
        try (InputStream in = ConceptWindows.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + resource);
            }
            read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words = new WordMap<>(whole);
    }

    /** Hands over each window at its first place. */
    void match(Tokens tokens, Consumer<Hit> found) {
        long[] carried = new long[tokens.size()];
        long all = 0;
        for (int i = 0; i < carried.length; i++) {
            carried[i] = ideasOf(tokens, i);
            all |= carried[i];
        }
        for (Window window : windows) {
            if (possible(window, all)) {
                match(window, carried, found);
            }
        }
    }

    private static boolean possible(Window window, long all) {
        for (int idea : window.wanted()) {
            if ((all & 1L << idea) == 0) {
                return false;
            }
        }
        return true;
    }

    private static void match(Window window, long[] carried, Consumer<Hit> found) {
        int spoilt = Integer.MIN_VALUE;
        int[] last = new int[window.wanted().length];
        Arrays.fill(last, -1);
        for (int at = 0; at < carried.length; at++) {
            if ((carried[at] & window.spoiling()) != 0) {
                spoilt = at;
            }
            take(window, carried[at], at, last);
            int first = least(last);
            boolean whole = first >= 0 && at - first < window.span();
            if (whole && spoilt < first - REACH_OF_SPOILERS) {
                found.accept(new Hit(window.technique(), window.strength(), first, at));
                return;
            }
        }
    }

    private static int least(int[] places) {
        int least = Integer.MAX_VALUE;
        for (int place : places) {
            least = Math.min(least, place);
        }
        return least;
    }

    /** A word stands for one idea of a window: the one that was seen longest ago. */
    private static void take(Window window, long carried, int at, int[] last) {
        int chosen = -1;
        for (int i = 0; i < last.length; i++) {
            boolean stands = (carried & 1L << window.wanted()[i]) != 0;
            if (stands && (chosen < 0 || last[i] < last[chosen])) {
                chosen = i;
            }
        }
        if (chosen >= 0) {
            last[chosen] = at;
        }
    }

    private long ideasOf(Tokens tokens, int index) {
        Long whole = words.of(tokens, index);
        long found = whole == null ? 0 : whole;
        int length = tokens.length(index);
        Stems<Long> stem = stems;
        for (int i = 0; stem != null; i++) {
            Long meant = stem.value();
            found |= meant == null ? 0 : meant;
            stem = i < length ? stem.next(tokens.letter(index, i)) : null;
        }
        return found;
    }

    private void read(BufferedReader lines, Map<String, Long> whole) throws IOException {
        String[] head = {};
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String text = line.strip();
            if (text.startsWith("[")) {
                head = text.substring(1, text.indexOf(']')).split(" ");
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                if (head[0].equals("IDEA")) {
                    idea(head[1], text, whole);
                } else {
                    windows.add(window(head, text));
                }
            }
        }
    }

    private void idea(String name, String line, Map<String, Long> whole) {
        int number = ideas.computeIfAbsent(name, absent -> ideas.size());
        if (number >= MOST_IDEAS) {
            throw new IllegalStateException("there can be " + MOST_IDEAS + " ideas");
        }
        for (String word : line.split("\\s+")) {
            boolean stem = word.endsWith("*");
            String folded = Tokenizer.fold(stem ? word.substring(0, word.length() - 1) : word);
            if (stem && (folded.length() < SHORTEST_STEM || folded.length() > LONGEST_STEM)) {
                throw new IllegalStateException("no stem has that length: " + word);
            }
            long idea = 1L << number;
            if (stem) {
                stems.change(folded, others -> others == null ? idea : others | idea);
            } else {
                whole.merge(folded, idea, (a, b) -> a | b);
            }
        }
    }

    private Window window(String[] head, String line) {
        List<Integer> wanted = new ArrayList<>();
        long spoiling = 0;
        for (String name : line.split("\\s+")) {
            boolean spoils = name.startsWith("-");
            Integer number = ideas.get(spoils ? name.substring(1) : name);
            if (number == null) {
                throw new IllegalStateException("there is no idea " + name);
            }
            if (spoils) {
                spoiling |= 1L << number;
            } else {
                wanted.add(number);
            }
        }
        return new Window(
                head[1],
                Strength.valueOf(head[2].toUpperCase(Locale.ROOT)),
                Integer.parseInt(head[3]),
                wanted.stream().mapToInt(Integer::intValue).toArray(),
                spoiling);
    }
}
