package dev.repartee.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.drill.Recovery.Moments;
import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Entry.Identity;
import dev.repartee.bench.drill.ledger.Kind;
import dev.repartee.bench.drill.ledger.Ledger;
import dev.repartee.bench.drill.ledger.Ledger.Seen;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long now = System.nanoTime();
    private final Moments moments = new Moments(now - 30 * SECOND, now - 10 * SECOND, now);
    private final Ledger ledger = new Ledger();

    @Test
    void nameTheLongestFirstAndThoseThatNeverEndedBeforeAll() {
        replied("short", now - 5 * SECOND);
        replied("long", now - 12 * SECOND);
        open("unanswered", now - SECOND, Kind.MODEL);
        assertThat(table().lines().skip(1).map(line -> line.substring(line.lastIndexOf('\t') + 1)))
                .containsExactly("unanswered", "long", "short");
        assertThat(table()).contains("-\t9.00\t-\t-\tmodel\tu\tunanswered\n");
        assertThat(table()).containsPattern("12\\.\\d\\d\t-2\\.00\t10\\.\\d\\d\t10\\.\\d\\d\t");
    }

    @Test
    void leaveOutWhatWasQuickWhatWasBeforeAndWhatGetsNoReply() {
        replied("quick", System.nanoTime());
        replied("warming-up", now - 31 * SECOND);
        open("observed", now - 5 * SECOND, Kind.OBSERVED);
        assertThat(table().lines()).hasSize(1);
    }

    private String table() {
        return new Waits(ledger.entries(), moments).table();
    }

    private Entry open(String requestId, long intendedAt, Kind kind) {
        return ledger.open(new Identity("u", "c", requestId, kind, "hello"), intendedAt);
    }

    private void replied(String requestId, long intendedAt) {
        Entry entry = open(requestId, intendedAt, Kind.RULE);
        ledger.accepted(entry);
        ledger.replied("u", new Seen(requestId, "c", "Hello", "rule"));
    }
}
