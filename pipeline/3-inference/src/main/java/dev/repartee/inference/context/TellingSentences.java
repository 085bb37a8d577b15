package dev.repartee.inference.context;

import dev.repartee.contract.content.Turn;
import dev.repartee.contract.content.Turn.Role;
import dev.repartee.inference.model.Tokens;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sums a conversation up by its most telling sentences, in their order, each with who said it.
 * Telling are numbers, names and words that come again; what the user says tells more than what was
 * answered, and what is newer a little more than what is older. Costs no model.
 */
final class TellingSentences {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONG_WORD = 4;
    private static final int LONGEST_SENTENCE = 300;
    private static final double NUMBER = 1.5;
    private static final double BY_USER = 1.5;

    private TellingSentences() {}

    private record Sentence(int position, String line, double score) {}

    /**
     * A summary.
     *
     * @param before an earlier summary, line by line, that this one continues; may be empty
     * @param turns what was said since
     * @param budget in tokens
     */
    static String of(String before, List<Turn> turns, int budget) {
        List<String> lines = new ArrayList<>(before.lines().filter(l -> !l.isBlank()).toList());
        for (Turn turn : turns) {
            for (String sentence : sentences(turn.text())) {
                lines.add((turn.role() == Role.USER ? "User: " : "Assistant: ") + sentence);
            }
        }
        Map<String, Integer> frequencies = new HashMap<>();
        lines.forEach(
                line -> words(line).forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        List<Sentence> scored = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            scored.add(new Sentence(i, lines.get(i), score(lines.get(i), i, lines, frequencies)));
        }
        return best(scored, budget);
    }

    private static String best(List<Sentence> scored, int budget) {
        List<Sentence> chosen = new ArrayList<>();
        Set<String> said = new HashSet<>();
        int free = budget;
        for (Sentence sentence :
                scored.stream().sorted(Comparator.comparingDouble(s -> -s.score())).toList()) {
            int tokens = Tokens.of(sentence.line()) + 1;
            if (tokens <= free && said.add(sentence.line())) {
                chosen.add(sentence);
                free -= tokens;
            }
        }
        chosen.sort(Comparator.comparingInt(Sentence::position));
        return String.join("\n", chosen.stream().map(Sentence::line).toList());
    }

    private static double score(
            String line, int position, List<String> lines, Map<String, Integer> frequencies) {
        Set<String> words = words(line);
        if (words.isEmpty()) {
            return 0;
        }
        double sum = 0;
        for (String word : words) {
            sum += Math.log1p(frequencies.getOrDefault(word, 1));
            if (Character.isDigit(word.charAt(0))) {
                sum += NUMBER;
            }
        }
        double telling = sum / Math.sqrt(words.size());
        double newer = 1 + 0.5 * position / lines.size();
        return telling * newer * (line.startsWith("User: ") ? BY_USER : 1);
    }

    private static Set<String> words(String line) {
        Set<String> words = new HashSet<>();
        for (String word : BETWEEN_WORDS.split(line.toLowerCase(Locale.ROOT))) {
            if (word.length() >= LONG_WORD
                    || !word.isEmpty()
                            && (Character.isDigit(word.charAt(0))
                                    || word.codePointAt(0) > 0x2E80)) {
                words.add(word);
            }
        }
        words.remove("user");
        words.remove("assistant");
        return words;
    }

    private static List<String> sentences(String text) {
        List<String> found = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        String line = text.replaceAll("\\s+", " ").strip();
        sentences.setText(line);
        int from = sentences.first();
        for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
            String sentence = line.substring(from, to).strip();
            if (!sentence.isEmpty()) {
                found.add(
                        sentence.codePointCount(0, sentence.length()) <= LONGEST_SENTENCE
                                ? sentence
                                : sentence.substring(
                                                0, sentence.offsetByCodePoints(0, LONGEST_SENTENCE))
                                        + "\u2026");
            }
            from = to;
        }
        return found;
    }
}
