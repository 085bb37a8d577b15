package dev.repartee.language.layered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayeredAnalyzerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final Remark REMARK =
            new Remark(
                    ACME,
                    new AssistantId("guide"),
                    "where is it",
                    "en",
                    NOW.atZone(ZoneOffset.UTC),
                    NOW.plusSeconds(5));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> asked = new ArrayList<>();
    private @Nullable Intent rules;
    private @Nullable ServedModel model;
    private IntentFallback.Reply fallback = new IntentFallback.Reply.Silent();

    private final LayeredAnalyzer analyzer =
            new LayeredAnalyzer(
                    (text, language, at) -> new Nlu(rules, List.of(entity("rule", 0, 5)), "rules"),
                    (tenant, assistant) -> Optional.ofNullable(model),
                    (remark, served) -> {
                        asked.add(served.version());
                        return fallback;
                    },
                    new LayerMetrics(meters));

    @Test
    void rulesDecideAloneWhileNoModelIsThere() throws Exception {
        rules = new Intent("GREETING", 0.5);
        Understanding understood = analyzer.understand(REMARK);
        assertThat(understood.by()).isEqualTo(Layer.RULES);
        assertThat(understood.nlu().analyser()).isEqualTo("rules");
        assertThat(understood.nlu().intent()).isEqualTo(rules);
        assertThat(asked).isEmpty();
    }

    @Test
    void rulesThatAreNearlyCertainDecideBeforeTheModel() throws Exception {
        rules = new Intent("GREETING", 0.93);
        model = model(false, false, "COMPLAINT", 0.99);
        assertThat(analyzer.understand(REMARK).nlu().intent()).isEqualTo(rules);
    }

    @Test
    void anOwnModelThatDoesNotKnowTheRulesIntentDecidesItself() throws Exception {
        rules = new Intent("GREETING", 0.93);
        model = model(true, false, "say_hello", 0.9);
        Understanding understood = analyzer.understand(REMARK);
        assertThat(understood.by()).isEqualTo(Layer.MODEL);
        assertThat(understood.nlu().intent()).isEqualTo(new Intent("say_hello", 0.9));
        assertThat(understood.nlu().analyser()).isEqualTo("model:7");
    }

    @Test
    void theModelDecidesFromItsThresholdOn() throws Exception {
        rules = new Intent("ORDER_REQUEST", 0.6);
        model = model(false, false, "ORDER_STATUS", 0.5);
        assertThat(analyzer.understand(REMARK).by()).isEqualTo(Layer.MODEL);
        assertThat(asked).isEmpty();
    }

    @Test
    void theFallbackIsAskedOnlyBelowTheThresholdAndItsAnswerCounts() throws Exception {
        model = model(false, false, "ORDER_STATUS", 0.49);
        fallback =
                new IntentFallback.Reply.Said(
                        Optional.of(new Intent("DELIVERY_INFO", 0.8)), "llm:cloud");
        Understanding understood = analyzer.understand(REMARK);
        assertThat(understood.by()).isEqualTo(Layer.LLM);
        assertThat(understood.nlu().analyser()).isEqualTo("llm:cloud");
        assertThat(understood.nlu().intent()).isEqualTo(new Intent("DELIVERY_INFO", 0.8));
        assertThat(asked).containsExactly("7");
    }

    @Test
    void theFallbackMayFindThatNothingFits() throws Exception {
        rules = new Intent("ORDER_STATUS", 0.5);
        model = model(false, false, "ORDER_STATUS", 0.2);
        fallback = new IntentFallback.Reply.Said(Optional.empty(), "llm:cloud");
        Understanding understood = analyzer.understand(REMARK);
        assertThat(understood.nlu().intent()).isNull();
        assertThat(understood.by()).isEqualTo(Layer.LLM);
    }

    @Test
    void withASilentFallbackRulesAndModelStandWhenTheyAgree() throws Exception {
        rules = new Intent("ORDER_STATUS", 0.5);
        model = model(false, true, "ORDER_STATUS", 0.3);
        assertThat(analyzer.understand(REMARK).nlu().intent()).isEqualTo(rules);
    }

    @Test
    void whatTheModelCallsOutOfScopeHasNoIntentWhenRulesOnlyGuess() throws Exception {
        rules = new Intent("ORDER_REQUEST", 0.45);
        model = model(false, true, "ORDER_STATUS", 0.8);
        Understanding understood = analyzer.understand(REMARK);
        assertThat(understood.by()).isEqualTo(Layer.NOBODY);
        assertThat(understood.nlu().intent()).isNull();
        assertThat(understood.nlu().analyser()).isEqualTo("model:7");
    }

    @Test
    void entitiesThatExamplesTaughtStandBeforeOverlappingOnes() throws Exception {
        model =
                new ServedModel(
                        "7",
                        true,
                        ranker(false, "ORDER_STATUS", 0.9),
                        text -> List.of(entity("own", 3, 8)),
                        0.5);
        assertThat(analyzer.understand(REMARK).nlu().entities())
                .extracting(Entity::type)
                .containsExactly("own");
    }

    @Test
    void understandingAtOnceNeverAsksTheFallback() {
        model = model(false, false, "ORDER_STATUS", 0.2);
        assertThat(analyzer.understandNow(REMARK).by()).isEqualTo(Layer.NOBODY);
        assertThat(asked).isEmpty();
    }

    @Test
    void eachDecisionIsCountedByTenantAndLayer() throws Exception {
        model = model(false, false, "ORDER_STATUS", 0.9);
        analyzer.understand(REMARK);
        analyzer.used(REMARK, analyzer.understandNow(REMARK));
        analyzer.understandNow(REMARK);
        assertThat(
                        meters.get("repartee_nlu_decisions")
                                .tags("tenant", "acme", "layer", "model")
                                .counter()
                                .count())
                .isEqualTo(2);
    }

    private static Entity entity(String type, int start, int end) {
        return new Entity(type, "x".repeat(end - start), null, start, end);
    }

    private static ServedModel model(
            boolean own, boolean outOfScope, String best, double confidence) {
        return new ServedModel(
                "7", own, ranker(outOfScope, best, confidence), ServedModel.EntityTagger.NONE, 0.5);
    }

    private static IntentRanker ranker(boolean outOfScope, String best, double confidence) {
        return new IntentRanker() {
            @Override
            public List<String> intents() {
                return List.of(best, "DELIVERY_INFO");
            }

            @Override
            public IntentRanking rank(String text) {
                return new IntentRanking(
                        List.of(new ScoredIntent(best, confidence)), outOfScope, confidence);
            }
        };
    }
}
