package dev.repartee.inference.model;

import dev.repartee.contract.content.Turn;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.endpoint.ModelType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tries endpoints and says what is wrong with them: {@code repartee model check}. */
public final class ModelCheck {

    private static final Prompt QUESTION =
            new Prompt(
                    null,
                    List.of(new Turn(Turn.Role.USER, "Answer with the single word OK.")),
                    null,
                    64);

    private static final TokenListener NOBODY =
            new TokenListener() {
                @Override
                public void token(String piece) {}

                @Override
                public void idle() {}
            };

    private ModelCheck() {}

    /** Tries every endpoint, one after the other, in order. */
    public static Map<ModelEndpoint, Diagnosis> all(List<ModelEndpoint> endpoints)
            throws InterruptedException {
        Map<ModelEndpoint, Diagnosis> found = new LinkedHashMap<>();
        for (ModelEndpoint endpoint : endpoints) {
            found.put(endpoint, of(endpoint));
        }
        return found;
    }

    /** Asks one endpoint one small question, once. */
    public static Diagnosis of(ModelEndpoint endpoint) throws InterruptedException {
        if (endpoint.type() == ModelType.EXTRACTIVE) {
            return new Diagnosis.BuiltIn();
        }
        Duration patience = endpoint.timeouts().total();
        long start = System.nanoTime();
        try {
            new ModelCall(new Provider(endpoint), endpoint.timeouts())
                    .run(QUESTION, patience, NOBODY);
            return new Diagnosis.Healthy(Duration.ofNanos(System.nanoTime() - start));
        } catch (ModelFailure failure) {
            Duration after = Duration.ofNanos(System.nanoTime() - start);
            return diagnosis(endpoint, failure, after);
        }
    }

    private static Diagnosis diagnosis(
            ModelEndpoint endpoint, ModelFailure failure, Duration after) {
        String detail = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case UNREACHABLE, SERVER_ERROR -> new Diagnosis.Unreachable(detail);
            case UNAUTHORISED -> new Diagnosis.Unauthorised();
            case UNKNOWN_MODEL -> new Diagnosis.ModelUnknown(endpoint.defaultModel());
            case FIRST_TOKEN_TIMEOUT, TOTAL_TIMEOUT -> new Diagnosis.TimedOut(after);
            case RATE_LIMITED -> new Diagnosis.RateLimited();
            case REFUSED, CUT, BAD_ANSWER, BREAKER_OPEN, BUSY -> new Diagnosis.BadAnswer(detail);
        };
    }
}
