package dev.repartee.bench.fuzz.guide;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Values at which programs break: bounds of numbers and times, odd text, and a format's own words.
 */
public final class Words {

    private static final List<String> ODD =
            List.of(
                    "",
                    " ",
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1",
                    "-0",
                    "0.1",
                    "1e400",
                    "1e-400",
                    "NaN",
                    "Infinity",
                    "2147483647",
                    "2147483648",
                    "-2147483649",
                    "9223372036854775807",
                    "9223372036854775808",
                    "99999999999999999999999999",
                    "0x1F",
                    "1_000",
                    "\u0661\u0662",
                    "\0",
                    "\u001b",
                    "\uFEFF",
                    "\uFFFD",
                    "\u202e",
                    "e\u0301",
                    "\ud83d\ude00",
                    "\u0130",
                    "../../etc/passwd",
                    "%00",
                    "${HOME}",
                    "${",
                    "'",
                    "\"",
                    "\\",
                    "\n",
                    "a".repeat(129),
                    "a".repeat(5_000),
                    "+1000000000-12-31T23:59:59.999999999Z",
                    "-1000000000-01-01T00:00:00Z",
                    "1969-12-31T23:59:59Z",
                    "2026-02-30T00:00:00Z");

    private final List<String> words;

    /**
     * @param own words of the format
     */
    public Words(List<String> own) {
        List<String> all = new ArrayList<>(own);
        all.addAll(ODD);
        words = List.copyOf(all);
    }

    /** Any of them; a format's own words as often as odd ones. */
    public String any(RandomGenerator random) {
        int own = words.size() - ODD.size();
        return own > 0 && random.nextBoolean()
                ? words.get(random.nextInt(own))
                : words.get(own + random.nextInt(ODD.size()));
    }

    /** Any of them in UTF-8. */
    byte[] anyBytes(RandomGenerator random) {
        return any(random).getBytes(StandardCharsets.UTF_8);
    }
}
