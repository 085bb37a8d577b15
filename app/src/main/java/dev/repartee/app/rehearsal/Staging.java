package dev.repartee.app.rehearsal;

import dev.repartee.app.node.Settings;
import dev.repartee.inference.InferenceConfig;
import dev.repartee.inference.analysis.AnalyserConfig;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.endpoint.ModelLimits;
import dev.repartee.inference.model.endpoint.ModelTimeouts;
import dev.repartee.inference.model.endpoint.ModelType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a system is set up to be rehearsed with. */
public final class Staging {
    private static final Map<String, String> ANY_PORTS_AND_ANY_RATE =
            Map.of(
                    "REPARTEE_GATEWAY_NETWORK_PORT", "0",
                    "REPARTEE_CONTROL_PORT", "0",
                    "REPARTEE_OPERATIONS_PORT", "0",
                    "REPARTEE_GATEWAY_RATES_USER_PER_SECOND", "1000",
                    "REPARTEE_GATEWAY_RATES_USER_BURST", "1000");

    /** A machine that is busy with the rehearsal itself understands late. */
    private static final Duration ANALYSIS = Duration.ofSeconds(2);

    private Staging() {}

    /** Ports that are free, users who may talk fast, and a model. */
    public static Settings settings(StandIn model) {
        Settings usual = Settings.load(null, ANY_PORTS_AND_ANY_RATE);
        ModelEndpoint endpoint =
                new ModelEndpoint(
                        StandIn.MODEL,
                        ModelType.OPENAI,
                        model.model(),
                        StandIn.MODEL,
                        null,
                        ModelTimeouts.DEFAULT,
                        ModelLimits.DEFAULT);
        return usual.with(usual.of(InferenceConfig.class).withModels(List.of(endpoint)));
    }

    /** The same for a worker whose messages are understood elsewhere. */
    public static Settings understandingElsewhere(Settings settings, StandIn analyser) {
        InferenceConfig usual = settings.of(InferenceConfig.class);
        AnalyserConfig local = usual.analyser();
        return settings.with(
                usual.withAnalyser(
                        new AnalyserConfig(
                                analyser.analyser(),
                                null,
                                ANALYSIS,
                                local.pauses(),
                                local.inFlight(),
                                local.connections())));
    }
}
