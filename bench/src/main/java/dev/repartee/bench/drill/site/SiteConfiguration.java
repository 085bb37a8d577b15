package dev.repartee.bench.drill.site;

import java.net.URI;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the role processes of a site are told, and the assistant that the crowd talks to. */
final class SiteConfiguration {

    static final String ASSISTANT = "drill";

    private SiteConfiguration() {}

    /**
     * Bounds that the crowd does not reach by itself: a drill is about faults, and every refusal in
     * its table is to be one that the fault caused. A model that is asked to catch up after a fault
     * takes 600 calls at once.
     */
    static String yaml(URI model) {
        return """
        gateway:
          rates:
            user: {perSecond: 200, burst: 1000}
        dispatch:
          fallbackAbove: 1000000
        inference:
          models:
            - name: stub
              type: openai
              baseUrl: %1$s/v1
              model: stub
              apiKey: none
              timeouts: {connect: 5s, firstToken: 10s, total: 20s}
              limits: {concurrency: 600, waiting: 6000, patience: 60s}
          analyser:
            url: %1$s/nlp
            timeout: 2s
        """
                .formatted(model.toString().replaceFirst("/$", ""));
    }

    /** An assistant that greets by rule and asks the model everything else. */
    static ObjectNode assistant() {
        ObjectNode assistant = JsonMapper.shared().createObjectNode();
        assistant.put("id", ASSISTANT).putObject("model").put("name", "stub").put("passages", 0);
        ObjectNode rule = assistant.putArray("rules").addObject();
        rule.put("name", "greeting");
        rule.putObject("when").putObject("exact").putArray("en").add("hello");
        rule.putObject("reply").put("en", "Hello from a rule.");
        return assistant;
    }
}
