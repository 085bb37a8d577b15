package dev.repartee.bench.drill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.drill.ledger.Entry.Identity;
import dev.repartee.bench.drill.ledger.Entry.Passage;
import dev.repartee.bench.drill.ledger.Ledger.Seen;
import dev.repartee.bench.drill.ledger.Ledger.Talk;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final String USER = "u";
    private static final String TALK = "c";

    private final Ledger ledger = new Ledger();

    @Test
    void balancesWhatWasAcceptedAgainstWhatBecameOfIt() {
        reply(accepted("a"));
        Entry parked = accepted("b");
        ledger.ended(USER, parked.requestId(), TALK, End.PARKED);
        accepted("c");
        open("d", Kind.MODEL);

        assertThat(Tally.of(ledger)).isEqualTo(new Tally(3, 3, 1, 0, 1, 0, 1, 0));
        assertThat(ledger.violations()).isEmpty();
        assertThat(ledger.unsettled()).isEqualTo(2);
    }

    @Test
    void countsAReplyThatComesAgain() {
        Entry entry = accepted("a");
        reply(entry);
        reply(entry);
        assertThat(ledger.repeatedFrames()).isOne();
        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void noticesASecondReplyThatDiffers() {
        Entry entry = accepted("a");
        reply(entry);
        ledger.replied(USER, new Seen("a", TALK, "another: " + entry.identity().text(), "model"));
        assertThat(promises()).containsExactly(Promise.TWICE);
    }

    @Test
    void noticesAReplyToAnotherMessageOrUser() {
        Entry entry = accepted("a");
        ledger.replied(USER, new Seen("a", TALK, "nothing of the question", "model"));
        ledger.replied("other", new Seen("a", TALK, text("a"), "model"));
        ledger.replied(USER, new Seen("unknown", TALK, "", "model"));
        assertThat(promises()).contains(Promise.AGREEMENT).hasSizeGreaterThanOrEqualTo(3);
        assertThat(entry.end()).isEqualTo(End.REPLIED);
    }

    @Test
    void noticesWhatWasNeverSeen() {
        reply(accepted("a"));
        accepted("b");
        open("c", Kind.OBSERVED);
        ledger.closeBooks();
        assertThat(promises()).containsExactly(Promise.LOST, Promise.LOST);
    }

    @Test
    void noticesRepliesInAnotherOrderThanTheLog() {
        Entry first = accepted("a");
        Entry second = accepted("b");
        reply(second);
        reply(first);
        new Order(ledger, new LogOrder(Map.of("a", 10L, "b", 11L))).check();
        assertThat(promises()).containsExactly(Promise.ORDER);
    }

    @Test
    void noticesThatTheLogTookAConnectionsMessagesInAnotherOrder() {
        reply(accepted("a"));
        reply(accepted("b"));
        new Order(ledger, new LogOrder(Map.of("a", 12L, "b", 11L))).check();
        assertThat(promises()).contains(Promise.ORDER);
    }

    @Test
    void noticesAnAcceptedMessageThatTheLogDoesNotHave() {
        accepted("a");
        new Order(ledger, new LogOrder(Map.of())).check();
        assertThat(promises()).containsExactly(Promise.LOST);
    }

    @Test
    void comparesWhatIsStoredWithWhatWasSeen() {
        Entry entry = accepted("a");
        reply(entry);
        accepted("b");
        Stored stored = new Stored(ledger, new LogOrder(Map.of("a", 1L, "b", 2L)));
        Talk talk = new Talk(USER, TALK);
        List<StoredRow> partial = List.of(new StoredRow("a", "replied", text("a")));
        assertThat(stored.complete(talk, partial)).isFalse();
        stored.check(talk, partial);
        assertThat(promises()).containsExactly(Promise.LOST);

        List<StoredRow> whole =
                List.of(
                        new StoredRow("a", "replied", "something else"),
                        new StoredRow("a", "replied", text("a")),
                        new StoredRow("b", "analysed", null));
        assertThat(stored.complete(talk, whole)).isTrue();
        stored.check(talk, whole);
        assertThat(promises()).containsExactly(Promise.LOST, Promise.TWICE, Promise.TWICE);
        assertThat(ledger.entry("b").orElseThrow().end()).isEqualTo(End.ANALYSED);
    }

    private List<Promise> promises() {
        return ledger.violations().stream().map(Violation::promise).toList();
    }

    private Entry open(String id, Kind kind) {
        return ledger.open(new Identity(USER, TALK, id, kind, text(id)), 0);
    }

    private Entry accepted(String id) {
        Entry entry = open(id, Kind.MODEL);
        ledger.sent(entry, new Passage(1, ledger.entries().size()));
        ledger.accepted(entry);
        return entry;
    }

    private void reply(Entry entry) {
        ledger.replied(USER, new Seen(entry.requestId(), TALK, text(entry.requestId()), "model"));
    }

    private static String text(String id) {
        return id + " asks";
    }
}
