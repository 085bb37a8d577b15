package dev.repartee.bench.scenario;

import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The assistants that scenarios talk with. */
final class Assistants {

    /** Asks the stub; its replies are shared with nobody. */
    static final String MODEL = "bench-model";

    /** Asks the stub for what it does not have in the cache. */
    static final String CACHED = "bench-cached";

    /** Greets by a rule. */
    static final String RULES = "bench-rules";

    /** The demo assistant, which answers from its documents. */
    static final String KNOWLEDGE = "velo-verde";

    private static final Duration VISIBLE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private Assistants() {}

    static void create(Api api) {
        api.put("/api/v1/assistants/" + MODEL, asking(MODEL));
        api.put("/api/v1/assistants/" + CACHED, asking(CACHED));
        ObjectNode rules = asking(RULES);
        ObjectNode rule = rules.putArray("rules").addObject();
        rule.put("name", "greeting");
        rule.putObject("when").putObject("exact").putArray("en").add("hello");
        rule.putObject("reply").put("en", "Hello, how can we help?");
        api.put("/api/v1/assistants/" + RULES, rules);
        awaitVisible(api);
    }

    private static ObjectNode asking(String id) {
        ObjectNode assistant = JsonMapper.shared().createObjectNode();
        assistant.put("id", id);
        assistant.putObject("model").put("name", "stub");
        return assistant;
    }

    /** Gateways learn of a change within a second or so. */
    private static void awaitVisible(Api api) {
        long end = System.nanoTime() + VISIBLE.toNanos();
        while (!api.get("/api/v1/models").contains(RULES)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the assistants did not become visible");
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
