package dev.repartee.dispatch;

import dev.repartee.contract.Coordinates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Inference as a test wants it: what was finished is finished, nothing else. */
final class FakeProgress implements WorkProgress {

    private final Set<Coordinates> finished = new HashSet<>();
    private final Map<String, Long> firstUnfinished = new HashMap<>();
    private long unfinished;

    synchronized void finish(String topic, int partition, long offset) {
        finished.add(new Coordinates(topic, partition, offset));
    }

    /** Everything below the offset is finished. */
    synchronized void finishBelow(String topic, int partition, long offset) {
        firstUnfinished.put(topic + partition, offset);
    }

    synchronized void unfinished(long work) {
        unfinished = work;
    }

    @Override
    public synchronized boolean finished(Coordinates work) {
        return finished.contains(work)
                || work.offset()
                        < firstUnfinished.getOrDefault(work.topic() + work.partition(), 0L);
    }

    @Override
    public synchronized boolean passed(String topic, int partition, long offset) {
        return firstUnfinished.getOrDefault(topic + partition, 0L) > offset;
    }

    @Override
    public synchronized long unfinished(String topic) {
        return unfinished;
    }
}
