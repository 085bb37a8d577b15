package dev.repartee.gateway.socket;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters after the question mark. */
record Query(Map<String, List<String>> parameters) {

    private static final int MOST = 16;

    /** What can't be decoded counts as absent. */
    static Query of(@Nullable String query) {
        if (query == null) {
            return new Query(Map.of());
        }
        try {
            return new Query(
                    new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MOST)
                            .parameters());
        } catch (IllegalArgumentException e) {
            return new Query(Map.of());
        }
    }

    @Nullable String value(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }
}
