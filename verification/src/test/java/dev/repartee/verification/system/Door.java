package dev.repartee.verification.system;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A system's door for whoever comes, with any credential or none; answers are taken as they are.
 */
public final class Door {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RunningSystem system;

    public Door(RunningSystem system) {
        this.system = system;
    }

    /** What came back. */
    public record Answer(int status, String body) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String field(String name) {
            return json().path(name).asString("");
        }
    }

    public Answer call(String method, String path, @Nullable String bearer, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(system.node().url() + path))
                        .timeout(Duration.ofMinutes(1))
                        .method(
                                method.toUpperCase(Locale.ROOT),
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException | InterruptedException e) {
            return fail(method + " " + path, e);
        }
    }
}
