package dev.repartee.dispatch;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.Coordinates;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is under way in one partition since it was assigned: exact for the conversations it has room
 * for, a floor for all others.
 *
 * <p>A floor is the offset up to which a topic may hold work of a conversation that is not known
 * here: what lay there at the assignment, and what was forgotten for lack of room. All methods hold
 * the object's lock.
 */
final class PartitionFlights {

    private final int partition;
    private final int room;
    private final WorkProgress progress;

    /** From the least to the most recently sent. */
    private final LinkedHashMap<ConversationKey, Coordinates> last = new LinkedHashMap<>();

    private final Map<String, Long> floors = new HashMap<>();
    private boolean grounded;

    PartitionFlights(int partition, int room, WorkProgress progress) {
        this.partition = partition;
        this.room = room;
        this.progress = progress;
    }

    int partition() {
        return partition;
    }

    /**
     * Until this was called no unknown conversation is clear.
     *
     * @param ends where each topic of work ends in this partition, asked at any moment after the
     *     assignment; a later one only makes the floor higher
     */
    synchronized void ground(Map<String, Long> ends) {
        ends.forEach((topic, end) -> floors.merge(topic, end - 1, Math::max));
        grounded = true;
    }

    synchronized void sent(ConversationKey conversation, Coordinates work) {
        Coordinates before = last.remove(conversation);
        boolean late =
                before != null
                        && before.topic().equals(work.topic())
                        && before.offset() > work.offset();
        last.put(conversation, late ? before : work);
        if (last.size() > room) {
            forgetEldest();
        }
    }

    private void forgetEldest() {
        Coordinates forgotten = last.pollFirstEntry().getValue();
        if (!progress.finished(forgotten)) {
            floors.merge(forgotten.topic(), forgotten.offset(), Math::max);
        }
    }

    synchronized Optional<Coordinates> last(ConversationKey conversation) {
        return Optional.ofNullable(last.get(conversation));
    }

    /** Whether nothing of the conversation is under way. False when that is not known. */
    synchronized boolean clear(ConversationKey conversation) {
        Coordinates work = last.get(conversation);
        return work == null
                ? grounded && floors.keySet().stream().allMatch(this::passed)
                : progress.finished(work);
    }

    /** Whether no conversation that is not known here can have work under way outside a topic. */
    synchronized boolean clearOutside(String topic) {
        return grounded
                && floors.keySet().stream()
                        .filter(other -> !other.equals(topic))
                        .allMatch(this::passed);
    }

    private boolean passed(String topic) {
        long floor = floors.get(topic);
        return floor < 0 || progress.passed(topic, partition, floor);
    }

    synchronized int size() {
        return last.size();
    }
}
