package dev.repartee.inference.model;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
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
 * @param model which model answers when an assistant names only the endpoint; empty for {@code
 *     extractive}
 * @param apiKey empty when the endpoint wants none
 * @param timeouts how patient calls are
 * @param limits how much it may be asked
 */
public record ModelEndpoint(
        String name,
        ModelType type,
        @Nullable URI baseUrl,
        String model,
        Secret apiKey,
        ModelTimeouts timeouts,
        ModelLimits limits) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public ModelEndpoint {
        if (!NAME.matcher(name).matches()) {
            throw invalid(name, "must be named by 1 to 40 lower-case letters, digits and dashes");
        }
        if (type != ModelType.EXTRACTIVE && model.isBlank()) {
            throw invalid(name, "needs a model");
        }
        if (type == ModelType.OLLAMA && baseUrl == null) {
            throw invalid(name, "needs a baseUrl");
        }
        if (baseUrl != null
                && (baseUrl.getHost() == null
                        || !("http".equals(baseUrl.getScheme())
                                || "https".equals(baseUrl.getScheme())))) {
            throw invalid(name, "needs a baseUrl that begins with http:// or https://");
        }
    }

    /** The built-in model under its own name. */
    public static ModelEndpoint extractive(String name) {
        return new ModelEndpoint(
                name,
                ModelType.EXTRACTIVE,
                null,
                "",
                new Secret(""),
                ModelTimeouts.DEFAULT,
                ModelLimits.DEFAULT);
    }

    private static ReparteeException invalid(String name, String detail) {
        return new ReparteeException(
                ErrorCode.INVALID_CONFIGURATION, "model '" + name + "' " + detail);
    }
}
