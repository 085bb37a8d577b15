package dev.repartee.bench.drill.ledger;

import dev.repartee.bench.drill.ledger.Entry.Passage;
import dev.repartee.bench.drill.ledger.Ledger.Talk;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Promise P2 after the fact: the log took the messages of a connection in the order in which they
 * were sent, and each conversation's replies were seen in the order of the log.
 */
public final class Order {

    private final Ledger ledger;
    private final LogOrder log;

    public Order(Ledger ledger, LogOrder log) {
        this.ledger = ledger;
        this.log = log;
    }

    /** Notes every violation in the ledger. */
    public void check() {
        ledger.entries().stream().filter(Entry::isAccepted).forEach(this::inLog);
        ledger.shown().forEach(this::shownInOrder);
        connections().values().forEach(this::takenInOrder);
    }

    private void inLog(Entry entry) {
        if (log.offset(entry.requestId()).isEmpty()) {
            ledger.violate(Promise.LOST, entry.requestId(), "accepted, but not in the log");
        }
    }

    private void shownInOrder(Talk talk, List<String> seen) {
        long highest = -1;
        String before = "";
        for (String requestId : List.copyOf(seen)) {
            OptionalLong offset = log.offset(requestId);
            if (offset.isPresent() && offset.getAsLong() < highest) {
                ledger.violate(
                        Promise.ORDER,
                        requestId,
                        "seen after %s in %s, though the log took it before"
                                .formatted(before, talk.conversation()));
            }
            if (offset.isPresent() && offset.getAsLong() >= highest) {
                highest = offset.getAsLong();
                before = requestId;
            }
        }
    }

    /** Messages that were sent once only, by the connection that they were sent on. */
    private Map<Long, List<Entry>> connections() {
        Map<Long, List<Entry>> sent = new HashMap<>();
        for (Entry entry : ledger.entries()) {
            Passage passage = entry.onlyPassage();
            if (passage != null && passage.connection() != 0 && entry.isAccepted()) {
                sent.computeIfAbsent(passage.connection(), any -> new ArrayList<>()).add(entry);
            }
        }
        return sent;
    }

    private void takenInOrder(List<Entry> sent) {
        List<Entry> inPlace =
                sent.stream()
                        .sorted(Comparator.comparingLong(Order::place))
                        .collect(Collectors.toList());
        for (int i = 1; i < inPlace.size(); i++) {
            OptionalLong before = log.offset(inPlace.get(i - 1).requestId());
            OptionalLong after = log.offset(inPlace.get(i).requestId());
            if (before.isPresent() && after.isPresent() && before.getAsLong() > after.getAsLong()) {
                ledger.violate(
                        Promise.ORDER,
                        inPlace.get(i).requestId(),
                        "the log took it before %s, which was sent earlier on its connection"
                                .formatted(inPlace.get(i - 1).requestId()));
            }
        }
    }

    private static long place(Entry entry) {
        Passage passage = entry.onlyPassage();
        return passage == null ? 0 : passage.place();
    }
}
