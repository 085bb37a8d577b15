package dev.repartee.app.rehearsal;

import java.util.UUID;
import java.util.concurrent.Callable;
import tools.jackson.databind.JsonNode;

/**
 * A user who waits for each reply before the next message, now and then reads the conversation
 * again, and goes away without having acknowledged the last reply, which comes again to the next
 * connection.
 */
final class Talk implements Callable<Integer> {
    private static final int MESSAGES_A_VISIT = 24;
    private static final int MESSAGES_A_LOOK_BACK = 8;

    private final Scene scene;
    private final Part part;
    private final String user;
    private int replies;

    Talk(Scene scene, Part part, String user) {
        this.scene = scene;
        this.part = part;
        this.user = user;
    }

    /** Returns how many replies came. */
    @Override
    public Integer call() throws InterruptedException {
        while (scene.goesOn()) {
            visit();
        }
        return replies;
    }

    private void visit() throws InterruptedException {
        try (Device device = Device.connect(scene, user, "desk")) {
            for (int left = MESSAGES_A_VISIT; left > 0 && scene.goesOn(); left--) {
                String id = UUID.randomUUID().toString();
                device.say(id, part.assistant(), part.line(replies));
                JsonNode reply = device.reply(id);
                replies++;
                if (left > 1) {
                    device.acknowledge(id);
                }
                if (replies % MESSAGES_A_LOOK_BACK == 0) {
                    lookBack(reply.path("conversationId").asString(""));
                }
            }
        }
    }

    private void lookBack(String conversation) throws InterruptedException {
        new Api(scene)
                .look(
                        "/api/v1/conversations/%s/messages?userId=%s&limit=20"
                                .formatted(conversation, user));
    }
}
