package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.fuzz.guide.Words;
import java.util.List;
import java.util.stream.Stream;

/** The words that mean something behind each door, and the ids that are there to be found. */
final class Dictionary {

    private static final List<String> IDS =
            List.of(
                    "ana",
                    "bea",
                    "a-1",
                    "b-1",
                    "b-2",
                    "a-talk",
                    "b-talk",
                    "b-guide",
                    "b-doc",
                    "velo-verde",
                    "spare",
                    "other",
                    "demo");

    private Dictionary() {}

    static Words http() {
        return words(
                "GET",
                "POST",
                "PUT",
                "DELETE",
                "HEAD",
                "OPTIONS",
                "PATCH",
                "CONNECT",
                "/api/v1/",
                "//",
                "/..;/",
                "%2e%2e%2f",
                "%0d%0aX-Injected:%201",
                "x\r\nX-Injected: 1",
                "HTTP/1.0",
                "HTTP/2.0",
                "*",
                "Transfer-Encoding",
                "Content-Length",
                "Expect: 100-continue",
                "Content-Encoding: gzip",
                "text/event-stream",
                "application/json",
                "multipart/form-data; boundary=x",
                "Range: bytes=0-1",
                "If-Match",
                "X-Forwarded-For",
                "limit=100",
                "cursor=",
                "' OR 1=1--",
                "stream",
                "true",
                "observe",
                "assist",
                "requestId",
                "text");
    }

    static Words webSocket() {
        return words(
                "type",
                "message",
                "ack",
                "typing",
                "ping",
                "text",
                "requestId",
                "conversationId",
                "userId",
                "observe",
                "assist",
                "attachments");
    }

    static Words records() {
        return words("request", "replied", "parked", "resend", "v: ", "type: ", "work");
    }

    private static Words words(String... own) {
        return new Words(Stream.concat(IDS.stream(), Stream.of(own)).toList());
    }
}
