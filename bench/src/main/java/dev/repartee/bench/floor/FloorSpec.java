package dev.repartee.bench.floor;

import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.embedded.Engine;
import dev.repartee.embedded.EngineAddresses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of the floor does.
 *
 * @param addresses of the engines
 * @param engines the process of each engine by its name, to say what it costs them
 * @param rate messages a second, or 0 for as many as it can
 * @param seconds how long it measures, after as long a time to warm up
 * @param payload bytes of a message
 */
public record FloorSpec(
        EngineAddresses addresses, Map<String, Long> engines, int rate, int seconds, int payload) {

    /** Bytes of an ordinary message. */
    public static final int USUAL_PAYLOAD = 300;

    public FloorSpec {
        if (rate < 0 || seconds < 1 || payload < Message.LEAST_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a floor takes a second or more, and messages of %d bytes or more"
                            .formatted(Message.LEAST_PAYLOAD));
        }
        engines = Map.copyOf(engines);
    }

    /** On these engines, with messages of the usual size. */
    public static FloorSpec on(EmbeddedEngines engines, int rate, int seconds) {
        Map<String, Long> processes = new LinkedHashMap<>();
        for (Engine engine : List.of(engines.kafka(), engines.postgres(), engines.redis())) {
            engine.process().ifPresent(process -> processes.put(engine.name(), process.pid()));
        }
        return new FloorSpec(engines.addresses(), processes, rate, seconds, USUAL_PAYLOAD);
    }
}
