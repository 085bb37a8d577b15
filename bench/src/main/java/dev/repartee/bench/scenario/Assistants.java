package dev.repartee.bench.scenario;

import dev.repartee.bench.api.Api;
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

    private Assistants() {}

    /** Returns when the gateway knows all of them. */
    static void create(Api api) {
        api.putAssistant(asking(MODEL));
        api.putAssistant(asking(CACHED));
        ObjectNode rules = asking(RULES);
        ObjectNode rule = rules.putArray("rules").addObject();
        rule.put("name", "greeting");
        rule.putObject("when").putObject("exact").putArray("en").add("hello");
        rule.putObject("reply").put("en", "Hello, how can we help?");
        api.putAssistant(rules);
        api.awaitAssistant(RULES);
    }

    private static ObjectNode asking(String id) {
        ObjectNode assistant = JsonMapper.shared().createObjectNode();
        assistant.put("id", id);
        assistant.putObject("model").put("name", "stub");
        return assistant;
    }
}
