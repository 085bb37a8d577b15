package dev.repartee.app.rehearsal;

import java.util.UUID;
import java.util.concurrent.Callable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another chatbot, whose messages come in over HTTP to be understood and stored. Every few of them
 * is asked for again.
 */
final class Posting implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 40;
    private static final int POSTS_A_LOOK_BACK = 10;

    private final Scene scene;
    private final String name;

    Posting(Scene scene, String name) {
        this.scene = scene;
        this.name = name;
    }

    /** Returns 0: nobody replies. */
    @Override
    public Integer call() throws InterruptedException {
        Api api = new Api(scene);
        for (int number = 0; scene.goesOn(); number++) {
            String id = UUID.randomUUID().toString();
            // Of many users, since each is a key, and a partition of the log.
            String user = "%s-%d".formatted(name, number);
            boolean taken = post(api, user, id, number);
            if (taken && number % POSTS_A_LOOK_BACK == 0) {
                api.look("/api/v1/messages/%s?userId=%s".formatted(id, user));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return 0;
    }

    private static boolean post(Api api, String user, String id, int number)
            throws InterruptedException {
        return api.post(
                "/api/v1/messages",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("userId", user)
                        .put("requestId", id)
                        .put("assistantId", Assistants.MODEL)
                        .put("mode", "observe")
                        .put("text", Part.ASKS_MODEL.line(number)));
    }
}
