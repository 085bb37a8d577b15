package dev.repartee.bench.drill.site;

import dev.repartee.bench.api.Api;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Creates the assistant and waits until the data plane knows it. */
final class Setup {

    private Setup() {}

    static void put(List<URI> gateways, String apiKey, ObjectNode assistant) {
        try (Api first = new Api(gateways.getFirst(), apiKey)) {
            first.putAssistant(assistant);
        }
        for (URI gateway : gateways) {
            try (Api api = new Api(gateway, apiKey)) {
                api.awaitAssistant(assistant.path("id").asString());
            }
        }
    }
}
