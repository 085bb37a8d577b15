package dev.repartee.language;

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

/**
 * Tells languages in Latin script apart: naive Bayes over character trigrams (interpolated with
 * shorter ones) and whole words, learnt on construction from the sample texts in {@code
 * languages.txt}.
 */
final class LatinProfiles {

    private static final String RESOURCE = "languages.txt";
    private static final int MAX_ORDER = 3;
    private static final double[] ORDER_WEIGHT = {0.02, 0.08, 0.25, 0.65};
    private static final double ALPHABET = 60;
    private static final double WORD_WEIGHT = 2.2;

    /** Least log odds of the best language over the next, in nats. */
    private static final double MIN_MARGIN = 0.7;

    /** Least mean log likelihood of a char: below it the text is in none of the languages. */
    private static final double MIN_LIKELIHOOD = -3.35;

    private final List<String> tags;
    private final Map<String, int[]> grams = new HashMap<>();

    /** Log likelihoods of the grams of the samples; others are computed when they come. */
    private final Map<String, double[]> logs = new HashMap<>();

    private final Map<String, boolean[]> words = new HashMap<>();

    private LatinProfiles(Map<String, String> samples) {
        this.tags = List.copyOf(samples.keySet());
        int language = 0;
        for (String sample : samples.values()) {
            learn(sample, language++);
        }
        grams.keySet().stream()
                .filter(gram -> gram.length() == MAX_ORDER || gram.length() == 2)
                .forEach(gram -> logs.put(gram, logLikelihood(gram)));
    }

    static LatinProfiles shipped() {
        return new LatinProfiles(read());
    }

    /** Returns the likeliest language, or {@code und} when it is not clearly the likeliest. */
    String tag(String text) {
        List<String> tokens = wordsOf(text);
        double[] score = new double[tags.size()];
        int chars = 0;
        for (String token : tokens) {
            addGrams(token, score);
            addWord(token, score);
            chars += token.length() + 1;
        }
        int best = 0;
        for (int i = 1; i < score.length; i++) {
            best = score[i] > score[best] ? i : best;
        }
        if (chars == 0
                || score[best] / chars < MIN_LIKELIHOOD
                || margin(score, best) < MIN_MARGIN) {
            return LanguageTagger.UNDETERMINED;
        }
        return tags.get(best);
    }

    private static double margin(double[] score, int best) {
        double next = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < score.length; i++) {
            next = i == best ? next : Math.max(next, score[i]);
        }
        return score[best] - next;
    }

    private void learn(String sample, int language) {
        for (String word : wordsOf(sample)) {
            words.computeIfAbsent(word, unused -> new boolean[tags.size()])[language] = true;
            String padded = " " + word + " ";
            for (int end = 1; end <= padded.length(); end++) {
                for (int order = 0; order <= Math.min(MAX_ORDER, end); order++) {
                    grams.computeIfAbsent(
                                    padded.substring(end - order, end),
                                    unused -> new int[tags.size()])[language]++;
                }
            }
        }
    }

    private void addGrams(String word, double[] score) {
        String padded = " " + word + " ";
        for (int end = 2; end <= padded.length(); end++) {
            String gram = padded.substring(Math.max(0, end - MAX_ORDER), end);
            double[] known = logs.get(gram);
            double[] log = known == null ? logLikelihood(gram) : known;
            for (int i = 0; i < score.length; i++) {
                score[i] += log[i];
            }
        }
    }

    /** Of the last character of a gram, given those before it, by language. */
    private double[] logLikelihood(String gram) {
        int end = gram.length();
        double[] likelihood = new double[tags.size()];
        Arrays.fill(likelihood, ORDER_WEIGHT[0] / ALPHABET);
        for (int order = 1; order <= end; order++) {
            int[] counts = grams.get(gram.substring(end - order, end));
            int[] history = grams.get(gram.substring(end - order, end - 1));
            if (counts == null || history == null) {
                break;
            }
            for (int i = 0; i < likelihood.length; i++) {
                likelihood[i] += history[i] == 0 ? 0 : ORDER_WEIGHT[order] * counts[i] / history[i];
            }
        }
        for (int i = 0; i < likelihood.length; i++) {
            likelihood[i] = Math.log(likelihood[i]);
        }
        return likelihood;
    }

    /** A known word counts by how few of the languages have it. */
    private void addWord(String word, double[] score) {
        boolean[] known = words.get(word);
        if (known == null) {
            return;
        }
        int languages = 0;
        for (boolean has : known) {
            languages += has ? 1 : 0;
        }
        for (int i = 0; i < score.length; i++) {
            score[i] += known[i] ? WORD_WEIGHT / languages : 0;
        }
    }

    private static List<String> wordsOf(String text) {
        var found = new ArrayList<String>();
        int start = -1;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length(); i++) {
            boolean letter =
                    i < lower.length()
                            && (Character.isLetter(lower.charAt(i)) || lower.charAt(i) == '\'');
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                found.add(lower.substring(start, i));
                start = -1;
            }
        }
        return found;
    }

    private static Map<String, String> read() {
        var samples = new LinkedHashMap<String, String>();
        try (InputStream in = LatinProfiles.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + RESOURCE);
            }
            String tag = "";
            for (String line :
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList()) {
                if (line.startsWith("[")) {
                    tag = line.substring(1, line.indexOf(']'));
                } else if (!line.startsWith("#")) {
                    samples.merge(tag, line + "\n", String::concat);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        samples.remove("");
        return samples;
    }
}
