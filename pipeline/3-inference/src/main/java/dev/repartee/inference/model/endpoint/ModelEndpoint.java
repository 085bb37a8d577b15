package dev.repartee.inference.model.endpoint;

import dev.repartee.runtime.Secret;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is reached.
 *
 * @param name how assistants call it
 * @param type the protocol
 * @param baseUrl up to and including the version ({@code https://api.openai.com/v1}), or null for
 *     the provider's own and for {@code extractive}
 * @param model which model answers when an assistant names only the endpoint; null only for {@code
 *     extractive}
 * @param apiKey null when the endpoint wants none
 * @param timeouts how patient calls are
 * @param limits how much it may be asked
 */
public record ModelEndpoint(
        String name,
        ModelType type,
        @Nullable URI baseUrl,
        @Nullable String model,
        @Nullable Secret apiKey,
        ModelTimeouts timeouts,
        ModelLimits limits) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public ModelEndpoint {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a model's name must be 1 to 40 lower-case letters, digits and dashes, not '"
                            + name
                            + "'");
        }
        if (type != ModelType.EXTRACTIVE && (model == null || model.isBlank())) {
            throw new IllegalArgumentException("endpoint '" + name + "' needs a model");
        }
        if (type == ModelType.OLLAMA && baseUrl == null) {
            throw new IllegalArgumentException("endpoint '" + name + "' needs a baseUrl");
        }
        if (baseUrl != null && (baseUrl.getHost() == null || !web(baseUrl))) {
            throw new IllegalArgumentException(
                    "endpoint '" + name + "' needs a baseUrl of http or https");
        }
    }

    /** Which model is meant when nothing else is said. */
    public String defaultModel() {
        return model == null ? "" : model;
    }

    private static boolean web(URI url) {
        return "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    }
}
