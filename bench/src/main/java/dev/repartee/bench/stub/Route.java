package dev.repartee.bench.stub;

import java.nio.charset.StandardCharsets;

/** What can be asked of the stub over HTTP. */
enum Route {
    COMPLETION("POST /v1/chat/completions"),
    ANALYSIS("POST /nlp"),
    MODELS("GET /v1/models"),
    SET_BEHAVIOUR("POST /stub/behaviour"),
    BEHAVIOUR("GET /stub/behaviour"),
    COUNTS("GET /stub/counts"),
    NONE("");

    private static final Route[] ALL = values();

    private final byte[] start;

    Route(String start) {
        this.start = start.getBytes(StandardCharsets.US_ASCII);
    }

    /** By the first line of a request. */
    static Route of(byte[] bytes, int length) {
        for (Route route : ALL) {
            if (route != NONE && route.begins(bytes, length)) {
                return route;
            }
        }
        return NONE;
    }

    private boolean begins(byte[] bytes, int length) {
        if (length <= start.length || bytes[start.length] != ' ' && bytes[start.length] != '?') {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
