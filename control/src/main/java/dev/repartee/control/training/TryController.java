package dev.repartee.control.training;

import static dev.repartee.control.training.ModelController.owner;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.language.LanguageTagger;
import dev.repartee.language.intent.ScoredIntent;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.language.layered.Remark;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.language.layered.Understanding;
import dev.repartee.training.store.Owner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how a message would be understood, and why. No model that costs money is asked. */
@RestController
@ConditionalOnBean(TrainingServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/nlu")
class TryController {

    private static final int LONGEST = 1_000;

    private final TrainingServices services;
    private final LayeredAnalyzer analyzer;
    private final LanguageTagger tagger = new LanguageTagger();

    TryController(TrainingServices services) {
        this.services = services;
        this.analyzer =
                new LayeredAnalyzer(
                        services.rules(),
                        services.models(),
                        IntentFallback.NONE,
                        new LayerMetrics(new SimpleMeterRegistry()));
    }

    /**
     * What to understand.
     *
     * @param text the message
     * @param language its BCP 47 tag; found out when absent
     * @param version of the model; the one in service when absent
     */
    record TryBody(@Nullable String text, @Nullable String language, @Nullable Long version) {}

    /**
     * How a message is understood.
     *
     * @param language of the message
     * @param decidedBy {@code rules}, {@code model}, or {@code nobody}, when in service a language
     *     model may be asked
     * @param model the version of the model that was asked
     * @param intent what is understood, or null
     * @param rules what the rules say, or null
     * @param outOfScope whether the model takes the message for something else
     * @param ranking the model's likeliest intents
     * @param because the words that speak for or against the model's likeliest intent
     * @param entities what the message names
     */
    record Tried(
            String language,
            String decidedBy,
            @Nullable String model,
            @Nullable Intent intent,
            @Nullable Intent rules,
            @Nullable Boolean outOfScope,
            List<ScoredIntent> ranking,
            List<Evidence> because,
            List<Entity> entities) {}

    /**
     * What a word speaks for.
     *
     * @param word as written
     * @param weight by how much the log odds of the intent fall without it
     */
    record Evidence(String word, double weight) {}

    @Operation(
            summary = "Try how a message is understood, with the model in service or another one")
    @Needs(Permission.TRAINING_READ)
    @PostMapping("/try")
    Tried tryOut(Caller caller, @PathVariable String assistantId, @RequestBody TryBody body) {
        String text = body.text();
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "text must be 1 to %,d characters".formatted(LONGEST));
        }
        Owner owner = owner(caller, assistantId);
        ServedModel model = model(owner, body.version());
        String language = body.language() == null ? tagger.tag(text) : body.language();
        Instant now = Instant.now();
        Understanding understood =
                analyzer.understandNow(
                        new Remark(
                                owner.tenant(),
                                owner.assistant(),
                                text,
                                language,
                                now.atZone(ZoneOffset.UTC),
                                now),
                        model);
        var ranking = understood.ranking();
        return new Tried(
                language,
                understood.by().word(),
                understood.model(),
                understood.nlu().intent(),
                understood.rules(),
                ranking == null ? null : ranking.outOfScope(),
                ranking == null ? List.of() : ranking.top(),
                ranking == null || model == null
                        ? List.of()
                        : because(model, text, ranking.best().intent()),
                understood.nlu().entities());
    }

    private static List<Evidence> because(ServedModel model, String text, String intent) {
        return model.ranker().explain(text, intent).stream()
                .map(word -> new Evidence(text.substring(word.start(), word.end()), word.weight()))
                .toList();
    }

    private @Nullable ServedModel model(Owner owner, @Nullable Long version) {
        return version == null
                ? services.models().find(owner.tenant(), owner.assistant()).orElse(null)
                : services.workshop().model(owner, version);
    }
}
