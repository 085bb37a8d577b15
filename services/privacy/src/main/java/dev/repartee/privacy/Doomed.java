package dev.repartee.privacy;

import java.time.Instant;

/**
 * What would be deleted if a tenant kept nothing older.
 *
 * @param before what was said before then would go
 * @param messages messages
 * @param feedback opinions about them
 * @param safetyDecisions what safety rules decided
 * @param toolCalls what models called
 * @param pendingReplies replies that wait for a user who was away
 */
public record Doomed(
        Instant before,
        long messages,
        long feedback,
        long safetyDecisions,
        long toolCalls,
        long pendingReplies) {}
