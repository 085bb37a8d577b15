package dev.repartee.bench.fuzz.remote;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Fills in what corpus files can't have: credentials of this run, ids that were never used. */
final class Placeholders {

    private final String key;
    private final String token;
    private final List<String> bad;
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param key the attacker's own API key
     * @param token of one of the attacker's users
     */
    Placeholders(String key, String token) {
        this.key = key;
        this.token = token;
        String[] parts = token.split("\\.");
        this.bad =
                List.of(
                        key.substring(0, key.length() - 1),
                        parts[0] + "." + parts[1] + ".",
                        "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                        parts[0] + ".e30." + parts[2],
                        "rp_00000000_" + "0".repeat(40),
                        "");
    }

    byte[] fill(byte[] input, RandomGenerator random) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        if (!text.contains("{{")) {
            return input;
        }
        return text.replace("{{credential}}", credential(random))
                .replace("{{fresh}}", "f-" + ids.incrementAndGet())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Mostly a good one, or little would get past the door. */
    String credential(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> bad.get(random.nextInt(bad.size()));
            case 1, 2 -> token;
            default -> key;
        };
    }
}
