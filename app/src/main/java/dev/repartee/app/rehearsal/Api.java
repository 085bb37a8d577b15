package dev.repartee.app.rehearsal;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The HTTP API, as a server of a business calls it. */
final class Api {

    /** Not stored yet, too many at once, the log or the history does not answer. */
    private static final Set<Integer> LATER = Set.of(404, 429, 503);

    private final Scene scene;

    Api(Scene scene) {
        this.scene = scene;
    }

    /**
     * @throws IllegalStateException when it is refused
     */
    void put(String path, JsonNode body) throws InterruptedException {
        taken(path, send(json(path).PUT(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    /**
     * Returns whether it was taken; false when it may come again later.
     *
     * @throws IllegalStateException when it is refused
     */
    boolean post(String path, JsonNode body) throws InterruptedException {
        return takenNow(
                path, send(json(path).POST(HttpRequest.BodyPublishers.ofString(body.toString()))));
    }

    /**
     * Returns whether something was there; false when it is not there yet.
     *
     * @throws IllegalStateException when it is refused
     */
    boolean look(String path) throws InterruptedException {
        return takenNow(path, send(request(path).GET()));
    }

    /**
     * @throws IllegalStateException when it is refused
     */
    String get(String path) throws InterruptedException {
        HttpResponse<String> answer = send(request(path).GET());
        taken(path, answer);
        return answer.body();
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(scene.gateway().resolve(path))
                .timeout(scene.patience())
                .header("Authorization", scene.authorization());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest built = request.build();
        try {
            return scene.http().send(built, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + built.uri().getPath(), e);
        }
    }

    private static boolean takenNow(String path, HttpResponse<String> answer) {
        if (LATER.contains(answer.statusCode())) {
            return false;
        }
        taken(path, answer);
        return true;
    }

    private static void taken(String path, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
