package dev.repartee.dispatch;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.Coordinates;
import dev.repartee.kafka.AssignmentListener;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Knows whether a reply may go straight to the results, because nothing earlier of its conversation
 * is under way (promise P2).
 *
 * <p>Knows it without asking anyone: from where this process put each conversation's last work, and
 * from what inference has committed. Says no whenever it does not know: just assigned, forgotten
 * for lack of room, partition gone. Thread-safe.
 */
final class FastPath implements AssignmentListener {

    /** Finds out, in its own time, where the topics of work end, and grounds what is new. */
    interface Surveyor {
        void survey(List<PartitionFlights> fresh);
    }

    private final int roomPerPartition;
    private final WorkProgress progress;
    private final Surveyor surveyor;

    /** Partitions come and go on the consumer's polling thread; lanes read. */
    private final ConcurrentMap<Integer, PartitionFlights> held = new ConcurrentHashMap<>();

    FastPath(int roomPerPartition, WorkProgress progress, Surveyor surveyor) {
        this.roomPerPartition = roomPerPartition;
        this.progress = progress;
        this.surveyor = surveyor;
    }

    @Override
    public void assigned(Collection<Integer> partitions) {
        List<PartitionFlights> fresh =
                partitions.stream()
                        .map(number -> new PartitionFlights(number, roomPerPartition, progress))
                        .toList();
        fresh.forEach(flights -> held.put(flights.partition(), flights));
        surveyor.survey(fresh);
    }

    @Override
    public void revoked(Collection<Integer> partitions) {
        partitions.forEach(held::remove);
    }

    /** Whether a reply would overtake nothing of its conversation. */
    boolean clear(ConversationKey conversation, int partition) {
        PartitionFlights flights = held.get(partition);
        return flights != null && flights.clear(conversation);
    }

    /** Whether an unknown conversation can have no work under way except in one topic. */
    boolean clearOutside(String topic, int partition) {
        PartitionFlights flights = held.get(partition);
        return flights != null && flights.clearOutside(topic);
    }

    /** Where the conversation's last work lies, as far as this process knows. */
    Optional<Coordinates> last(ConversationKey conversation, int partition) {
        PartitionFlights flights = held.get(partition);
        return flights == null ? Optional.empty() : flights.last(conversation);
    }

    /** Remembers where the conversation's last work lies. */
    void sent(ConversationKey conversation, int partition, Coordinates work) {
        PartitionFlights flights = held.get(partition);
        if (flights != null) {
            flights.sent(conversation, work);
        }
    }

    /** Conversations remembered now. */
    int tracked() {
        return held.values().stream().mapToInt(PartitionFlights::size).sum();
    }
}
