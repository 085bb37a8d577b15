package dev.repartee.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.drill.Recovery.Moments;
import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Entry.Identity;
import dev.repartee.bench.drill.ledger.Kind;
import dev.repartee.bench.drill.ledger.Ledger;
import dev.repartee.bench.drill.ledger.Ledger.Seen;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Entries end when they are noted, so a latency is set by when the message should have been sent.
 */
class RecoveryTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long now = System.nanoTime();
    private final Ledger ledger = new Ledger();
    private int count;

    @Test
    void isOverFromTheFirstSecondWithoutASlowOneAfterIt() {
        // It is the 30th second now; what was due in the 20th to 25th ends now, so took 5 s and
        // more.
        long start = now - 30 * SECOND;
        for (int second = 28; second < 30; second++) {
            replied(start + second * SECOND + SECOND / 2);
        }
        replied(start + 24 * SECOND);
        Moments moments = new Moments(start, start + 20 * SECOND, start + 22 * SECOND);
        Recovery recovery = Recovery.of(ledger, moments, now + SECOND);
        assertThat(recovery.time()).contains(Duration.ofSeconds(7));
        assertThat(recovery.worst()).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
        // The seconds 24 and 28 are those in which somebody waited for more than a second.
        assertThat(recovery.slowSeconds()).isEqualTo(2);
    }

    @Test
    void isMeasuredAgainstTheMedianSecondBefore() {
        long start = now - 40 * SECOND;
        // One second of three was very slow: the machine was still warming up.
        replied(now - 39 * SECOND);
        replied(now - 2 * SECOND);
        replied(now - SECOND);
        Moments moments = new Moments(start, now + SECOND, now + SECOND);
        Recovery recovery = Recovery.of(ledger, moments, now + SECOND);
        assertThat(recovery.before()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void neverComesWhileSomethingIsUnanswered() {
        long start = now - 10 * SECOND;
        open(now - SECOND / 2);
        Moments moments = new Moments(start, start + SECOND, start + 2 * SECOND);
        assertThat(Recovery.of(ledger, moments, now + SECOND).time()).isEmpty();
        assertThat(Recovery.of(ledger, moments, now + SECOND).quickFor(1)).isFalse();
    }

    private Entry open(long intendedAt) {
        return ledger.open(new Identity("u", "c", "m-" + count++, Kind.RULE, "hello"), intendedAt);
    }

    private void replied(long intendedAt) {
        Entry entry = open(intendedAt);
        ledger.replied("u", new Seen(entry.requestId(), "c", "Hello", "rule"));
    }
}
