package dev.repartee.language.layered;

import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.language.intent.IntentRanking;
import org.jspecify.annotations.Nullable;

/**
 * How a message was understood, and by whom.
 *
 * @param nlu what goes into the result; its analyser names the layer and the version of the model
 * @param by the layer that decided
 * @param rules what the rules said, or null when they had nothing to say
 * @param ranking what the trained model said, or null when it wasn't asked
 * @param model the version of the model that stood by, or null when there was none
 */
public record Understanding(
        Nlu nlu,
        Layer by,
        @Nullable Intent rules,
        @Nullable IntentRanking ranking,
        @Nullable String model) {}
