package dev.repartee.app.command;

import dev.repartee.inference.InferenceConfig;
import dev.repartee.inference.model.Diagnosis;
import dev.repartee.inference.model.ModelCheck;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Model endpoints. */
@Command(
        name = "model",
        description = "Look at the configured model endpoints.",
        mixinStandardHelpOptions = true)
public final class ModelCommand {

    @Mixin private Place place = new Place();

    @Command(
            name = "check",
            description = "Ask each model for a word, and say what is wrong; exit 1 if any fails.",
            mixinStandardHelpOptions = true)
    int check() throws InterruptedException {
        List<ModelEndpoint> endpoints = place.settings().of(InferenceConfig.class).models();
        if (endpoints.isEmpty()) {
            System.out.println(
                    "No model is configured: assistants answer from their knowledge (extractive).");
            return 0;
        }
        Map<ModelEndpoint, Diagnosis> diagnoses = ModelCheck.all(endpoints);
        diagnoses.forEach(
                (endpoint, diagnosis) ->
                        System.out.printf("%-20s %s%n", endpoint.name(), words(diagnosis)));
        return diagnoses.values().stream().allMatch(ModelCommand::fine) ? 0 : 1;
    }

    private static boolean fine(Diagnosis diagnosis) {
        return switch (diagnosis) {
            case Diagnosis.Healthy healthy -> true;
            case Diagnosis.BuiltIn builtIn -> true;
            case Diagnosis.Unreachable failed -> false;
            case Diagnosis.Unauthorised failed -> false;
            case Diagnosis.ModelUnknown failed -> false;
            case Diagnosis.TimedOut failed -> false;
            case Diagnosis.RateLimited failed -> false;
            case Diagnosis.BadAnswer failed -> false;
        };
    }

    private static String words(Diagnosis diagnosis) {
        return switch (diagnosis) {
            case Diagnosis.Healthy(var latency) -> "ok, " + latency.toMillis() + " ms";
            case Diagnosis.BuiltIn() -> "ok, built in";
            case Diagnosis.Unreachable(var detail) -> "not reachable: " + detail;
            case Diagnosis.Unauthorised() -> "the key was refused: check apiKey or apiKeyFile";
            case Diagnosis.ModelUnknown(var model) ->
                    "does not know the model '" + model + "', or the base URL's path is wrong";
            case Diagnosis.TimedOut(var after) -> "no answer within " + after.toMillis() + " ms";
            case Diagnosis.RateLimited() -> "asks to be asked less often; try again later";
            case Diagnosis.BadAnswer(var detail) -> "answers with no answer: " + detail;
        };
    }
}
