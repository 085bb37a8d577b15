package dev.repartee.inference;

import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.crypto.UserVault;
import dev.repartee.inference.guard.Protection;
import dev.repartee.inference.reply.Knowledge;
import dev.repartee.language.Analyzer;
import dev.repartee.language.layered.ServedModels;
import dev.repartee.messages.MessageStore;

/**
 * What inference asks questions of.
 *
 * @param assistants who answers
 * @param knowledge what they know
 * @param analyzer the rules of the local analyser
 * @param models the trained models of the local analyser
 * @param protection what lies between models and the world
 * @param vault keys of users
 * @param history what was said before
 */
public record InferenceServices(
        AssistantCatalog assistants,
        Knowledge knowledge,
        Analyzer analyzer,
        ServedModels models,
        Protection protection,
        UserVault vault,
        MessageStore history) {}
