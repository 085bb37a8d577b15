package dev.repartee.kafka.ledger;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Records of one partition that must be handled one after the other. */
final class Lane {

    final PartitionLedger ledger;
    final String key;
    private final ArrayDeque<Held> waiting = new ArrayDeque<>();

    /** With a handler, or failed and to be tried again: nothing else of the lane may begin. */
    private @Nullable Held current;

    /** Records of this lane that are not finished although the lane has gone on. */
    private int aside;

    /** Whether some queue of the hand knows that this lane has something to begin. */
    boolean enlisted;

    Lane(PartitionLedger ledger, String key) {
        this.ledger = ledger;
        this.key = key;
    }

    void add(Held held) {
        waiting.addLast(held);
    }

    void addFirst(Held held) {
        waiting.addFirst(held);
    }

    /** What would begin next, if the lane is free and has something. */
    @Nullable Held head() {
        return current == null ? waiting.peekFirst() : null;
    }

    Held begin() {
        Held head = waiting.removeFirst();
        current = head;
        return head;
    }

    void free() {
        current = null;
    }

    void setAside() {
        aside++;
    }

    void comeBack() {
        aside--;
    }

    boolean isEmpty() {
        return current == null && waiting.isEmpty() && aside == 0;
    }
}
