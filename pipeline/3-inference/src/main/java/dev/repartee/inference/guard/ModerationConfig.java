package dev.repartee.inference.guard;

import dev.repartee.runtime.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model that judges messages and replies beside the rules.
 *
 * @param url base of an OpenAI-compatible interface, up to and including the version; null for none
 * @param kind {@code moderations} asks {@code /moderations}; {@code chat} puts the question to a
 *     chat model
 * @param model its name there, or null for the server's own
 * @param apiKey or null when the server wants none
 * @param threshold the score from which a category counts
 * @param patience how long a message waits for the judgement; then it goes on without
 */
public record ModerationConfig(
        @Nullable URI url,
        Kind kind,
        @Nullable String model,
        @Nullable Secret apiKey,
        double threshold,
        Duration patience) {

    /** How the model is asked. */
    public enum Kind {
        MODERATIONS,
        CHAT
    }

    public ModerationConfig {
        if (url != null && url.getHost() == null) {
            throw new IllegalArgumentException("moderation: url must be one of http or https");
        }
        if (kind == Kind.CHAT && url != null && model == null) {
            throw new IllegalArgumentException("moderation: a chat model needs its name in model");
        }
        if (threshold <= 0 || threshold > 1 || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "moderation: threshold must be above 0 and at most 1, patience positive");
        }
    }

    /** No moderation model. */
    public static ModerationConfig defaults() {
        return new ModerationConfig(null, Kind.MODERATIONS, null, null, 0.5, Duration.ofSeconds(2));
    }
}
