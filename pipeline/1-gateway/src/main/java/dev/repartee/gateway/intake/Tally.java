package dev.repartee.gateway.intake;

import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.event.Envelope;
import dev.repartee.gateway.intake.Outcome.Accepted;
import dev.repartee.gateway.limit.MessageQuota;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages towards their tenant's quota: only those that are accepted, and what is sent
 * again under its id once.
 *
 * <p>What was refused before is counted when it comes again, so nobody gets around a quota by
 * repeating. Best effort: an id counts again when it comes twice at the same time, while Redis is
 * gone, and after an hour. Never blocks.
 */
final class Tally {

    private final MessageQuota quota;
    private final Claims claims;

    Tally(MessageQuota quota, Claims claims) {
        this.quota = quota;
        this.claims = claims;
    }

    /** Takes the message in unless its tenant has sent all that it may. */
    CompletableFuture<Outcome> count(
            Envelope message, Supplier<CompletableFuture<Outcome>> admission) {
        RequestKey key = message.key();
        if (!message.idFromClient() || !quota.limits(key.tenant())) {
            return taken(key.tenant(), admission);
        }
        return claims.counted(key)
                .thenCompose(
                        counted ->
                                counted
                                        ? admission.get()
                                        : taken(key.tenant(), admission)
                                                .whenComplete(
                                                        (outcome, failure) -> note(key, outcome)));
    }

    private CompletableFuture<Outcome> taken(
            TenantId tenant, Supplier<CompletableFuture<Outcome>> admission) {
        return quota.take(tenant)
                .map(Refusal::of)
                .<CompletableFuture<Outcome>>map(
                        refusal -> CompletableFuture.completedFuture(new Outcome.Refused(refusal)))
                .orElseGet(
                        () ->
                                admission
                                        .get()
                                        .whenComplete(
                                                (outcome, failure) -> {
                                                    if (!(outcome instanceof Accepted)) {
                                                        quota.giveBack(tenant);
                                                    }
                                                }));
    }

    private void note(RequestKey key, @Nullable Outcome outcome) {
        if (outcome instanceof Accepted) {
            claims.count(key);
        }
    }
}
