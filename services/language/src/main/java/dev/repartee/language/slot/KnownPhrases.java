package dev.repartee.language.slot;

import dev.repartee.language.number.NumberWords;
import dev.repartee.language.temporal.TimeWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What words are known to be whatever the examples say: numbers, words of time, countries (by their
 * names in the languages that Java knows best), states, and the cities that time zones are called
 * after. The same for all taggers.
 */
final class KnownPhrases {

    private static final String RESOURCE = "regions.txt";
    private static final int MAX_WORDS = 5;
    private static final int COUNTRY = 1;
    private static final int STATE = 2;
    private static final int CITY = 4;
    private static final int NUMBER = 8;
    private static final int TIME = 16;
    private static final int PART_BITS = 3;
    private static final List<String> LANGUAGES =
            List.of("en", "es", "de", "hi", "fr", "pt", "it", "nl");
    private static final KnownPhrases SHIPPED = new KnownPhrases();

    private final Map<Long, Integer> phrases = new HashMap<>();

    private KnownPhrases() {
        for (String country : Locale.getISOCountries()) {
            Locale locale = new Locale.Builder().setRegion(country).build();
            for (String language : LANGUAGES) {
                add(locale.getDisplayCountry(Locale.of(language)), COUNTRY);
            }
        }
        for (String zone : ZoneId.getAvailableZoneIds()) {
            int slash = zone.lastIndexOf('/');
            if (slash > 0 && !zone.startsWith("Etc") && !zone.startsWith("System")) {
                add(zone.substring(slash + 1).replace('_', ' '), CITY);
            }
        }
        try (InputStream in = KnownPhrases.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + RESOURCE);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> List.of(line.split("\\|")).stream())
                    .forEach(name -> add(name, STATE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownPhrases shipped() {
        return SHIPPED;
    }

    /**
     * Returns a number for what each word is known to be, and for its place in it; 0 for nothing.
     */
    long[] find(Words words) {
        long[] known = new long[words.size()];
        for (int i = 0; i < known.length; i++) {
            String form = words.form(i);
            boolean number =
                    Character.isDigit(form.charAt(0))
                            || NumberWords.shipped().plain(form, "und").isPresent();
            int time = TimeWords.sense(form);
            known[i] = (number ? NUMBER : 0) + (time == 0 ? 0 : (long) TIME * time);
        }
        int from = 0;
        while (from < known.length) {
            int end = mark(words, from, known);
            from = Math.max(end, from + 1);
        }
        return known;
    }

    private int mark(Words words, int from, long[] known) {
        long hash = 0;
        int best = from;
        int classes = 0;
        for (int to = from; to < Math.min(words.size(), from + MAX_WORDS); to++) {
            hash = hash * 31 + Hash.of(words.form(to));
            Integer found = phrases.get(hash);
            if (found != null) {
                best = to + 1;
                classes = found;
            }
        }
        for (int i = from; i < best; i++) {
            int part = (i == from ? 1 : 0) + (i == best - 1 ? 2 : 0);
            known[i] += (long) (classes << PART_BITS | part) << 20;
        }
        return best;
    }

    private void add(String name, int kind) {
        Words words = Words.of(name.strip());
        if (words.size() == 0 || words.size() > MAX_WORDS) {
            return;
        }
        long hash = 0;
        for (int i = 0; i < words.size(); i++) {
            hash = hash * 31 + Hash.of(words.form(i));
        }
        phrases.merge(hash, kind, (left, right) -> left | right);
    }
}
