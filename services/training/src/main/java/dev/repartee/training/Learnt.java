package dev.repartee.training;

import dev.repartee.contract.content.Entity;
import dev.repartee.language.intent.IntentModel;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.intent.ScoredIntent;
import dev.repartee.language.intent.WordEvidence;
import dev.repartee.language.layered.IntentRanker;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.language.slot.SlotTagger;
import dev.repartee.training.encoder.Blend;
import dev.repartee.training.encoder.TextEncoder;
import dev.repartee.training.example.ShippedExamples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt from examples.
 *
 * @param intents tells what messages want
 * @param slots finds what the examples marked, or null when they marked nothing
 * @param blend what an encoder adds, or null when there was none
 */
record Learnt(IntentModel intents, @Nullable SlotTagger slots, @Nullable Blend blend) {

    /** From this calibrated confidence on a model's best intent is believed. */
    private static final double THRESHOLD = 0.5;

    /**
     * The same, ready to be asked.
     *
     * @param encoder the one of this process; words alone count without the one that was learnt
     *     with
     */
    ServedModel serve(String version, boolean own, @Nullable TextEncoder encoder) {
        SlotTagger tagger = slots;
        boolean encodes = blend != null && encoder != null && blend.encoder().equals(encoder.id());
        return new ServedModel(
                version,
                own,
                new Ranker(intents, encodes ? blend : null, encodes ? encoder : null),
                tagger == null ? ServedModel.EntityTagger.NONE : text -> entities(tagger, text),
                THRESHOLD);
    }

    private static List<Entity> entities(SlotTagger tagger, String text) {
        return tagger.tag(text).stream()
                .filter(slot -> slot.confidence() >= THRESHOLD)
                .map(
                        slot ->
                                new Entity(
                                        slot.type(),
                                        text.substring(slot.start(), slot.end()),
                                        null,
                                        slot.start(),
                                        slot.end()))
                .toList();
    }

    /** Keeps the intent of strange messages to itself: what has it is out of scope. */
    private record Ranker(IntentModel model, @Nullable Blend blend, @Nullable TextEncoder encoder)
            implements IntentRanker {

        @Override
        public List<String> intents() {
            return model.intents().stream()
                    .filter(intent -> !intent.equals(ShippedExamples.OUT_OF_SCOPE))
                    .toList();
        }

        @Override
        public List<WordEvidence> explain(String text, String intent) {
            return model.explain(text, intent);
        }

        @Override
        public IntentRanking rank(String text) {
            IntentRanking ranking = ranking(text);
            List<ScoredIntent> wanted =
                    ranking.top().stream()
                            .filter(one -> !one.intent().equals(ShippedExamples.OUT_OF_SCOPE))
                            .toList();
            if (wanted.size() == ranking.top().size() || wanted.isEmpty()) {
                return ranking;
            }
            boolean strange = ranking.best().intent().equals(ShippedExamples.OUT_OF_SCOPE);
            return new IntentRanking(
                    wanted, ranking.outOfScope() || strange, strange ? 0 : ranking.scope());
        }

        private IntentRanking ranking(String text) {
            IntentRanking byWords = model.rank(text);
            return blend == null || encoder == null
                    ? byWords
                    : blend.rank(byWords, encoder.encode(text));
        }
    }
}
