package dev.repartee.bench.drill.ledger;

import dev.repartee.bench.drill.ledger.Ledger.Talk;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a conversation as history gives it back with what its user was promised and saw: every
 * accepted message once, ended, in the order of the log, with the reply that was shown.
 */
public final class Stored {

    private final Ledger ledger;
    private final LogOrder log;

    public Stored(Ledger ledger, LogOrder log) {
        this.ledger = ledger;
        this.log = log;
    }

    /** Whether history has the end of every accepted message of the conversation yet. */
    public boolean complete(Talk talk, List<StoredRow> rows) {
        Set<String> ended =
                rows.stream()
                        .filter(row -> row.end().isPresent())
                        .map(StoredRow::requestId)
                        .collect(Collectors.toSet());
        return accepted(talk).stream().allMatch(entry -> ended.contains(entry.requestId()));
    }

    /** Notes every violation in the ledger, and the ends that only the rows tell. */
    public void check(Talk talk, List<StoredRow> rows) {
        Set<String> found = new HashSet<>();
        long highest = -1;
        for (StoredRow row : rows) {
            if (!found.add(row.requestId())) {
                ledger.violate(Promise.TWICE, row.requestId(), "is stored twice");
            }
            OptionalLong offset = log.offset(row.requestId());
            if (offset.isPresent() && offset.getAsLong() < highest) {
                ledger.violate(
                        Promise.ORDER, row.requestId(), "is read back in another place than sent");
            }
            highest = Math.max(highest, offset.orElse(highest));
            ledger.entry(row.requestId())
                    .ifPresentOrElse(
                            entry -> compare(entry, row),
                            () ->
                                    ledger.violate(
                                            Promise.AGREEMENT,
                                            row.requestId(),
                                            "is stored, but nobody sent it"));
        }
        for (Entry entry : accepted(talk)) {
            if (!found.contains(entry.requestId())) {
                ledger.violate(Promise.LOST, entry.requestId(), "accepted, but not stored");
            }
        }
    }

    private void compare(Entry entry, StoredRow row) {
        End seen = entry.end();
        String reply = entry.reply();
        End stored = row.end().orElse(null);
        if (stored == null) {
            if (entry.isAccepted()) {
                ledger.violate(Promise.LOST, entry.requestId(), "is stored as " + row.state());
            }
        } else if (seen == null) {
            ledger.stored(entry, stored);
        } else if (seen != stored) {
            ledger.violate(
                    Promise.AGREEMENT,
                    entry.requestId(),
                    "was seen as %s and is stored as %s".formatted(seen, stored));
        } else if (reply != null && !reply.equals(row.reply())) {
            ledger.violate(
                    Promise.TWICE, entry.requestId(), "another reply is stored than was shown");
        }
    }

    private List<Entry> accepted(Talk talk) {
        return ledger.of(talk).stream().filter(Entry::isAccepted).toList();
    }
}
