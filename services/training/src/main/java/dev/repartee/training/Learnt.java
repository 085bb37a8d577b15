package dev.repartee.training;

import dev.repartee.contract.content.Entity;
import dev.repartee.language.intent.IntentModel;
import dev.repartee.language.intent.IntentRanking;
import dev.repartee.language.layered.IntentRanker;
import dev.repartee.language.layered.ServedModel;
import java.util.List;

/**
 * What was learnt from examples.
 *
 * @param intents tells what messages want
 */
record Learnt(IntentModel intents) {

    /** From this calibrated confidence on a model's best intent is believed. */
    private static final double THRESHOLD = 0.5;

    /** The same, ready to be asked. */
    ServedModel serve(String version, boolean own) {
        return new ServedModel(version, own, new Ranker(intents), this::entities, THRESHOLD);
    }

    private List<Entity> entities(String text) {
        return List.of();
    }

    private record Ranker(IntentModel model) implements IntentRanker {

        @Override
        public List<String> intents() {
            return model.intents();
        }

        @Override
        public IntentRanking rank(String text) {
            return model.rank(text);
        }
    }
}
