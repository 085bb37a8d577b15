package dev.repartee.app.rehearsal;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who is talked to. */
final class Assistants {

    /** Made by the first start. */
    static final String DEMO = "velo-verde";

    /** Asks the model what its rules don't answer; its replies are for everyone. */
    static final String MODEL = "rehearsal";

    private static final long POLL_MILLIS = 100;

    private Assistants() {}

    /**
     * Returns when the gateway knows all of them.
     *
     * @throws IllegalStateException when it does not learn of them in time
     */
    static void create(Scene scene) throws InterruptedException {
        Api api = new Api(scene);
        api.put("/api/v1/assistants/" + MODEL, asking());
        long end = System.nanoTime() + scene.patience().toNanos();
        while (!api.get("/api/v1/models").contains('"' + MODEL + '"')) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the gateway does not learn of " + MODEL);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static ObjectNode asking() {
        ObjectNode assistant = JsonMapper.shared().createObjectNode();
        assistant.put("id", MODEL).put("sharedCache", true);
        assistant.put("persona", "You are the assistant of a bicycle shop, friendly and brief.");
        assistant.putObject("model").put("name", StandIn.MODEL);
        return assistant;
    }
}
