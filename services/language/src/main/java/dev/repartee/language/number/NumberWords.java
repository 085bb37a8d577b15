package dev.repartee.language.number;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads numbers in words: {@code two hundred and five}, {@code treinta y cinco}, {@code
 * zweihundertfünfzig}, {@code ढाई लाख}. The words of all languages are known at once, because
 * people mix them, except those that mean something else in another one ({@code once}, {@code
 * due}); {@code numbers.txt} lists them. Thread-safe; linear.
 */
public final class NumberWords {

    private static final String RESOURCE = "numbers.txt";
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final BigDecimal THOUSAND = new BigDecimal(1000);
    private static final BigDecimal BEYOND_SCALES = new BigDecimal("1e15");
    private static final int MAX_WORDS = 12;
    private static final int MAX_COMPOUND = 48;
    private static final Set<String> AND = Set.of("and", "y", "e", "et", "en", "und", "aur");
    private static final NumberWords SHIPPED = new NumberWords();

    private final Map<String, BigDecimal> plain = new HashMap<>();
    private final Map<String, BigDecimal> scales = new HashMap<>();

    /** The languages of the words that are numbers in some languages only. */
    private final Map<String, Set<String>> only = new HashMap<>();

    private final GermanCompound german = new GermanCompound(plain);

    private NumberWords() {
        try (InputStream in = NumberWords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + RESOURCE);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words that ship with Repartee. */
    public static NumberWords shipped() {
        return SHIPPED;
    }

    /**
     * A number that was read.
     *
     * @param end the index after its last token
     */
    public record Reading(BigDecimal value, int end) {}

    /**
     * Reads the longest number that starts at a token.
     *
     * @param language of the text, {@code und} when unknown
     */
    public Optional<Reading> read(List<Token> tokens, int start, String language) {
        if (!mayBegin(tokens.get(start).word(), language)) {
            return Optional.empty();
        }
        var sum = new Sum(language);
        int end = start;
        int last = Math.min(tokens.size(), start + MAX_WORDS);
        for (int at = start; at < last; at++) {
            String word = tokens.get(at).word();
            if (at > start && at + 1 < last && AND.contains(word) && sum.isOpen()) {
                at++;
                word = tokens.get(at).word();
            }
            if (!sum.add(word)) {
                break;
            }
            end = at + 1;
        }
        return end == start
                ? Optional.empty()
                : Optional.of(new Reading(whole(sum.total.add(sum.current)), end));
    }

    private boolean mayBegin(String word, String language) {
        return scales.containsKey(word) || plain(word, language).isPresent();
    }

    /** Returns the value of a single word that is a number and no scale such as hundred. */
    public Optional<BigDecimal> plain(String word, String language) {
        if (!isNumberIn(word, language)) {
            return Optional.empty();
        }
        BigDecimal value = plain.get(word);
        return value != null
                ? Optional.of(value)
                : word.length() > MAX_COMPOUND ? Optional.empty() : german.read(word);
    }

    /** Two and a half thousand is written without a decimal. */
    private static BigDecimal whole(BigDecimal value) {
        return value.scale() > 0 && value.stripTrailingZeros().scale() <= 0
                ? value.setScale(0)
                : value;
    }

    private void read(String line) {
        int equals = line.indexOf(" = ");
        if (equals < 0) {
            throw new IllegalStateException(RESOURCE + ": expected VALUE = WORDS: " + line);
        }
        String value = line.substring(0, equals).trim();
        boolean scale = value.startsWith("x");
        for (String word : line.substring(equals + 3).trim().split("\\s+")) {
            int at = word.indexOf('@');
            String form = Tokenizer.fold(at < 0 ? word : word.substring(0, at));
            if (at >= 0) {
                only.put(form, Set.of(word.substring(at + 1).split(",")));
            }
            (scale ? scales : plain).put(form, new BigDecimal(scale ? value.substring(1) : value));
        }
    }

    private boolean isNumberIn(String word, String language) {
        Set<String> languages = only.get(word);
        return languages == null || languages.contains(language);
    }

    /** Adds words up as they come: twenty, then two, then hundred, then thousand. */
    private final class Sum {

        private BigDecimal total = BigDecimal.ZERO;
        private BigDecimal current = BigDecimal.ZERO;
        private BigDecimal smallestScale = BEYOND_SCALES;
        private boolean hasCurrent;
        private final String language;

        Sum(String language) {
            this.language = language;
        }

        /** Says whether a smaller number may still follow. */
        boolean isOpen() {
            return !hasCurrent || hasRoom(current, BigDecimal.ONE);
        }

        boolean add(String word) {
            BigDecimal scale = isNumberIn(word, language) ? scales.get(word) : null;
            if (scale != null) {
                return scale(scale);
            }
            BigDecimal value = plain(word, language).orElse(null);
            if (value == null || hasCurrent && !hasRoom(current, value)) {
                return false;
            }
            if (total.signum() > 0 && value.compareTo(smallestScale) >= 0) {
                return false;
            }
            current = current.add(value);
            hasCurrent = true;
            return true;
        }

        private boolean scale(BigDecimal scale) {
            if (scale.compareTo(HUNDRED) == 0) {
                if (current.compareTo(HUNDRED) >= 0) {
                    return false;
                }
                current = (hasCurrent ? current : BigDecimal.ONE).multiply(HUNDRED);
            } else if (scale.compareTo(smallestScale) < 0) {
                total = total.add((hasCurrent ? current : BigDecimal.ONE).multiply(scale));
                current = BigDecimal.ZERO;
                hasCurrent = false;
                smallestScale = scale;
                return true;
            } else {
                return false;
            }
            hasCurrent = true;
            return true;
        }

        private static boolean hasRoom(BigDecimal current, BigDecimal value) {
            if (current.scale() > 0 || value.scale() > 0) {
                return false;
            }
            long now = current.longValue();
            long more = value.longValue();
            return now >= 100 && now % 100 == 0 && more < 100
                    || now % 100 >= 20 && now % 10 == 0 && more > 0 && more < 10
                    || current.compareTo(THOUSAND) >= 0 && now % 1000 == 0 && more < 1000;
        }
    }
}
