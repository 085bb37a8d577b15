package dev.repartee.bench.drill.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * A run in numbers, counted by its clients.
 *
 * @param sent messages, each counted once however often it was sent
 * @param accepted messages that were promised
 * @param open accepted messages without an end
 * @param fallbacks replies that were the canned one
 */
public record Tally(
        long sent,
        long accepted,
        long replied,
        long analysed,
        long parked,
        long expired,
        long open,
        long fallbacks) {

    public static Tally of(Ledger ledger) {
        List<Entry> entries = new ArrayList<>(ledger.entries());
        List<Entry> accepted = entries.stream().filter(Entry::isAccepted).toList();
        return new Tally(
                entries.stream().filter(Entry::isSent).count(),
                accepted.size(),
                ended(accepted, End.REPLIED),
                ended(accepted, End.ANALYSED),
                ended(accepted, End.PARKED),
                ended(accepted, End.EXPIRED),
                accepted.stream().filter(entry -> entry.end() == null).count(),
                accepted.stream().filter(Entry::fallback).count());
    }

    private static long ended(List<Entry> entries, End end) {
        return entries.stream().filter(entry -> entry.end() == end).count();
    }
}
