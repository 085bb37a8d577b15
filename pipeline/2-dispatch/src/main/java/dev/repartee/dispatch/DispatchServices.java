package dev.repartee.dispatch;

import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.crypto.UserVault;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.language.layered.LayeredAnalyzer;

/**
 * What dispatch asks questions of.
 *
 * @param assistants who answers
 * @param vault opens cached replies of a user
 * @param analyzer says what a message that needs no model wants; must be quick
 * @param topics creates the topic of a pool that is new
 * @param progress what inference has finished; closed by who made it
 */
public record DispatchServices(
        AssistantCatalog assistants,
        UserVault vault,
        LayeredAnalyzer analyzer,
        TopicCreator topics,
        GroupProgress progress) {}
