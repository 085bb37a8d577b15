package dev.repartee.feedback.export;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.time.Instant;

/**
 * Which training set is wanted.
 *
 * @param from the earliest message
 * @param to the first message that is too late
 * @param onlyLiked for chats: only replies with a thumb up or a correction are taught, the others
 *     stay as context
 * @param leastConfidence for intents: messages of which the analyser was less sure are left out
 */
public record ExportRequest(
        TenantId tenant,
        AssistantId assistant,
        Instant from,
        Instant to,
        boolean onlyLiked,
        double leastConfidence) {}
