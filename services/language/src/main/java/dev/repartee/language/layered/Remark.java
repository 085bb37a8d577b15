package dev.repartee.language.layered;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A message to understand, and for whom.
 *
 * @param tenant whose message it is
 * @param assistant who was addressed, or null when that isn't known: then only the shipped model is
 *     asked
 * @param text the message as it is stored
 * @param language its BCP 47 tag, {@code und} when unknown
 * @param at when it was said, in the time zone of its user or tenant
 * @param deadline nothing is waited for beyond it
 */
public record Remark(
        TenantId tenant,
        @Nullable AssistantId assistant,
        String text,
        String language,
        ZonedDateTime at,
        Instant deadline) {}
