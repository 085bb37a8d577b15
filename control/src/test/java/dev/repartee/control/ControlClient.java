package dev.repartee.control;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a control plane, as {@code key-a} unless another key is named. */
final class ControlClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String OWN_KEY = "key-a";

    private final int port;

    ControlClient(int port) {
        this.port = port;
    }

    /**
     * An answer.
     *
     * @param text empty when there is none
     */
    record Answer(int status, String text, Optional<String> etag) {

        /** An empty object when there is none. */
        JsonNode body() {
            return text.isBlank()
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(text);
        }

        String code() {
            return body().path("code").asString("");
        }
    }

    Answer get(String path) throws Exception {
        return call("GET", path, OWN_KEY, null);
    }

    Answer put(String path, String body) throws Exception {
        return call("PUT", path, OWN_KEY, body);
    }

    /** Uploads a file as a browser's form does. */
    Answer form(String path, String name, String content) throws Exception {
        String body =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                        + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        + content
                        + "\r\n--b--\r\n";
        return send("POST", path, "multipart/form-data; boundary=b", body);
    }

    Answer send(String method, String path, String type, String body) throws Exception {
        return call(method, path, OWN_KEY, body, type);
    }

    Answer call(String method, String path, @Nullable String key, @Nullable String body)
            throws Exception {
        return call(method, path, key, body, "application/json");
    }

    private Answer call(
            String method,
            String path,
            @Nullable String key,
            @Nullable String body,
            String contentType)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        HttpResponse<String> response =
                HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(), response.body(), response.headers().firstValue("ETag"));
    }

    /** A request whose headers no client library would write. */
    String raw(String request, String header, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String text =
                    "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer key-a\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(request, header, body.length(), body);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
