package dev.repartee.control.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Somebody at the control plane, from one address, with or without a credential. */
final class Guest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int port;
    private final String address;
    private final Map<String, String> headers = new HashMap<>();

    Guest(int port, String address) {
        this.port = port;
        this.address = address;
    }

    /** An answer; the body is missing where there is none. */
    record Answer(int status, JsonNode body, HttpHeaders headers) {

        String text(String pointer) {
            return body.at(pointer).asString();
        }

        String code() {
            return text("/code");
        }
    }

    /** The same guest with one more header. */
    Guest with(String header, String value) {
        Guest other = new Guest(port, address);
        other.headers.putAll(headers);
        other.headers.put(header, value);
        return other;
    }

    Guest bearing(Answer signedIn) {
        return with("Authorization", "Bearer " + signedIn.text("/session/accessToken"));
    }

    Answer get(String path) {
        return send("GET", path, null, "application/json");
    }

    Answer post(String path, Map<String, ?> body) {
        return send("POST", path, JSON.writeValueAsString(body), "application/json");
    }

    Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, JSON.writeValueAsString(body), "application/json");
    }

    Answer delete(String path) {
        return send("DELETE", path, null, "application/json");
    }

    Answer send(String method, String path, @Nullable String body, String type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                        .header("Content-Type", type)
                        .header("X-Forwarded-For", address)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty()
                            ? MissingNode.getInstance()
                            : JSON.readTree(response.body()),
                    response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
