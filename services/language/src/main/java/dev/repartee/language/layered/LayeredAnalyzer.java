package dev.repartee.language.layered;

import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.language.Analyzer;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks one layer after the other what a message wants, each only when the one before is not sure.
 *
 * <p>Rules decide when they are nearly certain and the model in service knows the intent by the
 * same name. Else the trained model decides, from its threshold on. Else the fallback is asked.
 * When that is silent, the best guess of the first two stands if they agree on it, or if rules
 * alone have one and the model doesn't call the message out of scope. The analyser of the result
 * says who it was: {@code rules}, {@code model:<version>} or what the fallback calls itself.
 * Thread-safe.
 */
public final class LayeredAnalyzer {

    /** From this confidence on rules are nearly certain. */
    private static final double CERTAIN = 0.9;

    private static final String MODEL = "model:";

    private final Analyzer rules;
    private final ServedModels models;
    private final IntentFallback fallback;
    private final LayerMetrics metrics;

    public LayeredAnalyzer(
            Analyzer rules, ServedModels models, IntentFallback fallback, LayerMetrics metrics) {
        this.rules = rules;
        this.models = models;
        this.fallback = fallback;
        this.metrics = metrics;
    }

    /** Understands one message. */
    public Understanding understand(Remark remark) throws InterruptedException {
        return understand(remark, models.find(remark.tenant(), remark.assistant()).orElse(null));
    }

    /** Understands one message with a model that needs not be the one in service. */
    public Understanding understand(Remark remark, @Nullable ServedModel model)
            throws InterruptedException {
        Nlu byRules = rules.analyze(remark.text(), remark.language(), remark.at());
        Understanding understood =
                model == null ? withoutModel(byRules) : withModel(remark, model, byRules);
        metrics.decided(remark.tenant(), understood.by());
        return understood;
    }

    private static Understanding withoutModel(Nlu byRules) {
        Layer by = byRules.intent() == null ? Layer.NOBODY : Layer.RULES;
        return new Understanding(byRules, by, byRules.intent(), null, null);
    }

    private Understanding withModel(Remark remark, ServedModel model, Nlu byRules)
            throws InterruptedException {
        List<Entity> entities = merged(model.entities().tag(remark.text()), byRules.entities());
        Intent hint = byRules.intent();
        if (hint != null && hint.confidence() >= CERTAIN && knows(model, hint)) {
            Nlu nlu = new Nlu(hint, entities, byRules.analyser());
            return new Understanding(nlu, Layer.RULES, hint, null, model.version());
        }
        IntentRanking ranking = model.ranker().rank(remark.text());
        Decision decision = decide(remark, model, byRules, ranking);
        return new Understanding(
                new Nlu(decision.intent, entities, decision.analyser),
                decision.by,
                hint,
                ranking,
                model.version());
    }

    private record Decision(@Nullable Intent intent, String analyser, Layer by) {}

    private Decision decide(Remark remark, ServedModel model, Nlu byRules, IntentRanking ranking)
            throws InterruptedException {
        String modelName = MODEL + model.version();
        ScoredIntent best = ranking.best();
        if (!ranking.outOfScope() && best.confidence() >= model.threshold()) {
            return new Decision(intent(best), modelName, Layer.MODEL);
        }
        return switch (fallback.ask(remark, model)) {
            case IntentFallback.Reply.Said(Optional<Intent> intent, String who) ->
                    new Decision(intent.orElse(null), who, Layer.LLM);
            case IntentFallback.Reply.Silent() -> guess(byRules, ranking, modelName);
        };
    }

    private static Decision guess(Nlu byRules, IntentRanking ranking, String modelName) {
        Intent hint = byRules.intent();
        if (hint == null) {
            return new Decision(null, modelName, Layer.NOBODY);
        }
        boolean agreed = hint.name().equals(ranking.best().intent());
        boolean certain = hint.confidence() >= CERTAIN;
        return agreed || certain || !ranking.outOfScope()
                ? new Decision(hint, byRules.analyser(), Layer.RULES)
                : new Decision(null, modelName, Layer.NOBODY);
    }

    private static boolean knows(ServedModel model, Intent intent) {
        return !model.own() || model.ranker().intents().contains(intent.name());
    }

    private static Intent intent(ScoredIntent scored) {
        return new Intent(scored.intent(), Math.round(scored.confidence() * 1000) / 1000.0);
    }

    /** What an assistant's examples taught stands before what is known of itself. */
    private static List<Entity> merged(List<Entity> own, List<Entity> known) {
        if (own.isEmpty()) {
            return known;
        }
        List<Entity> merged = new ArrayList<>(own);
        known.stream()
                .filter(
                        entity ->
                                own.stream()
                                        .noneMatch(
                                                other ->
                                                        entity.start() < other.end()
                                                                && other.start() < entity.end()))
                .forEach(merged::add);
        merged.sort(Comparator.comparingInt(Entity::start));
        return merged;
    }
}
