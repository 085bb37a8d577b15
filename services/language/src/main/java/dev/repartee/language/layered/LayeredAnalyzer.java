package dev.repartee.language.layered;

import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.language.Analyzer;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
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
        ServedModel model = models.find(remark.tenant(), remark.assistant()).orElse(null);
        Draft draft = draft(remark, model);
        Understanding understood = draft.decided();
        if (understood == null && model != null) {
            understood =
                    switch (fallback.ask(remark, model)) {
                        case IntentFallback.Reply.Said(Optional<Intent> intent, String who) ->
                                draft.said(intent.orElse(null), who, Layer.LLM);
                        case IntentFallback.Reply.Silent() -> draft.guess();
                    };
        }
        return counted(remark, understood == null ? draft.guess() : understood);
    }

    /**
     * Understands one message without asking the fallback; takes well under a millisecond. Not
     * counted: whoever uses the result says so by {@link #used}.
     */
    public Understanding understandNow(Remark remark) {
        return understandNow(remark, models.find(remark.tenant(), remark.assistant()).orElse(null));
    }

    /** The same with a model that need not be the one in service. */
    public Understanding understandNow(Remark remark, @Nullable ServedModel model) {
        Draft draft = draft(remark, model);
        Understanding decided = draft.decided();
        return decided == null ? draft.guess() : decided;
    }

    /** Counts a message that was understood at once and whose result is made of it. */
    public void used(Remark remark, Understanding understood) {
        metrics.decided(remark.tenant(), understood.by());
    }

    private Understanding counted(Remark remark, Understanding understood) {
        used(remark, understood);
        return understood;
    }

    private Draft draft(Remark remark, @Nullable ServedModel model) {
        Nlu byRules = byRules(remark, remark.text());
        if (model == null) {
            return new Draft(byRules, byRules.entities(), null, null);
        }
        return new Draft(
                byRules,
                OwnEntities.merge(
                        model.entities().tag(remark.text()),
                        byRules.entities(),
                        value -> byRules(remark, value).entities()),
                model,
                model.ranker().rank(remark.text()));
    }

    private Nlu byRules(Remark remark, String text) {
        return rules.analyze(
                remark.tenant(), remark.assistant(), text, remark.language(), remark.at());
    }

    /** What rules and the trained model say. */
    private record Draft(
            Nlu byRules,
            List<Entity> entities,
            @Nullable ServedModel model,
            @Nullable IntentRanking ranking) {

        /** What one of them is sure of; null when neither is. */
        @Nullable Understanding decided() {
            Intent hint = byRules.intent();
            if (model == null || ranking == null) {
                return said(hint, byRules.analyser(), hint == null ? Layer.NOBODY : Layer.RULES);
            }
            if (hint != null && hint.confidence() >= CERTAIN && knows(hint)) {
                return said(hint, byRules.analyser(), Layer.RULES);
            }
            ScoredIntent best = ranking.best();
            return !ranking.outOfScope() && best.confidence() >= model.threshold()
                    ? said(intent(best), MODEL + model.version(), Layer.MODEL)
                    : null;
        }

        /** What stands when nobody is sure. */
        Understanding guess() {
            Intent hint = byRules.intent();
            if (ranking == null || hint == null) {
                return nobody();
            }
            boolean agreed = hint.name().equals(ranking.best().intent());
            boolean certain = hint.confidence() >= CERTAIN;
            return agreed || certain || !ranking.outOfScope()
                    ? said(hint, byRules.analyser(), Layer.RULES)
                    : nobody();
        }

        private Understanding nobody() {
            return said(
                    null,
                    model == null ? byRules.analyser() : MODEL + model.version(),
                    Layer.NOBODY);
        }

        Understanding said(@Nullable Intent intent, String analyser, Layer by) {
            return new Understanding(
                    new Nlu(intent, entities, analyser),
                    by,
                    byRules.intent(),
                    ranking,
                    model == null ? null : model.version());
        }

        private boolean knows(Intent intent) {
            return model == null
                    || !model.own()
                    || model.ranker().intents().contains(intent.name());
        }
    }

    private static Intent intent(ScoredIntent scored) {
        return new Intent(scored.intent(), Math.round(scored.confidence() * 1000) / 1000.0);
    }
}
