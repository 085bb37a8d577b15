package dev.repartee.gateway.limit;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.quota.MessageCounts.Count;
import dev.repartee.identity.quota.Quota;
import java.time.Instant;
import java.util.Optional;

/**
 * What was taken of one tenant's quota in this minute or on this day: what all gateways told, plus
 * what this one has not told yet. Thread-safe; its monitor is held for a few instructions.
 */
final class QuotaWindow {

    private final TenantId tenant;
    private final Quota quota;
    private Instant since = Instant.MIN;
    private long told;
    private long untold;

    QuotaWindow(TenantId tenant, Quota quota) {
        this.tenant = tenant;
        this.quota = quota;
    }

    /** Takes one unless there are so many already. */
    synchronized boolean take(long most, Instant now) {
        turn(now);
        if (told + untold >= most) {
            return false;
        }
        untold++;
        return true;
    }

    /** One that was taken was of no use. */
    synchronized void giveBack(Instant now) {
        turn(now);
        if (told + untold > 0) {
            untold--;
        }
    }

    /** What the other gateways don't know yet. */
    synchronized Optional<Count> untold() {
        return untold == 0
                ? Optional.empty()
                : Optional.of(new Count(tenant, quota, since, untold));
    }

    /** They were told, and together they took so many. */
    synchronized void told(Count sent, Count total) {
        if (since.equals(sent.since()) && since.equals(total.since())) {
            told = total.messages();
            untold -= sent.messages();
        }
    }

    private void turn(Instant now) {
        Instant current = quota.windowOf(now);
        if (!current.equals(since)) {
            since = current;
            told = 0;
            untold = 0;
        }
    }
}
