package dev.repartee.knowledge.upload;

import dev.repartee.egress.EgressFailure;
import dev.repartee.egress.EgressHttp;
import dev.repartee.egress.EgressRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Files of the public web, by the client that no URL leads astray. */
public final class EgressFiles implements WebFiles {

    private static final Duration TIME = Duration.ofSeconds(60);

    private final EgressHttp http;

    public EgressFiles(EgressHttp http) {
        this.http = http;
    }

    @Override
    public <T> T fetch(String url, long maxBytes, Reader<T> reader)
            throws Unfetched, InterruptedException {
        var limits =
                new EgressRequest.Limits(TIME, (int) Math.min(Integer.MAX_VALUE, maxBytes + 1));
        var request =
                new EgressRequest("GET", url, Map.of("Accept", "*/*"), null, limits, Set.of());
        int[] status = {0};
        try {
            return http.call(
                    request,
                    (head, body) -> {
                        status[0] = head.status();
                        if (head.status() != 200) {
                            throw new IOException("not there");
                        }
                        String type = head.header("content-type").orElse("");
                        return reader.read(
                                head.url(),
                                type.split(";")[0].strip().toLowerCase(Locale.ROOT),
                                body);
                    });
        } catch (EgressFailure failure) {
            throw new Unfetched(
                    status[0] != 0 && status[0] != 200
                            ? "the server answered with status " + status[0]
                            : String.valueOf(failure.getMessage()));
        }
    }
}
