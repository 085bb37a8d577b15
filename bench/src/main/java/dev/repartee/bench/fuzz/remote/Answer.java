package dev.repartee.bench.fuzz.remote;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param headers its lines as they came
 * @param body as ISO 8859-1; of a stream what came in time
 * @param last whether the connection can't be used again
 */
record Answer(int status, List<String> headers, String body, boolean last) {

    Answer {
        headers = List.copyOf(headers);
    }

    /** The first header of that name. */
    Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }
}
