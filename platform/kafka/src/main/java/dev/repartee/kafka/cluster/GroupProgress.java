package dev.repartee.kafka.cluster;

import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.LogCluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other groups have finished, seen through their commits. Refreshed in the background with one
 * connection; reading it never blocks.
 *
 * <p>What it calls finished is finished. What it does not may be, since the view is older than the
 * log by the group's commit interval and its own refresh interval, and much older while the log is
 * away: see {@link #refreshedAt}. Of a topic that is not there nothing is unfinished. Thread-safe.
 */
public final class GroupProgress implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupProgress.class);

    private final LogCluster cluster;
    private final Duration every;
    private final Clock clock;
    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile View view = View.of(Map.of(), Map.of(), 0, Instant.EPOCH);
    private volatile LongSupplier counter = () -> 0;

    /** Owned by the thread. */
    private final TopicBounds topics = new TopicBounds();

    /** Owned by the thread. */
    private boolean failing;

    private record View(
            Map<String, GroupSnapshot> byTopic,
            Map<String, Open> open,
            Set<String> missing,
            Reading reading) {

        static View of(
                Map<String, GroupSnapshot> byTopic,
                Map<String, Open> open,
                long counted,
                Instant at) {
            long unfinished = 0;
            Duration waited = Duration.ZERO;
            for (Open topic : open.values()) {
                unfinished += topic.records();
                waited = topic.waited().compareTo(waited) > 0 ? topic.waited() : waited;
            }
            Set<String> missing = new HashSet<>(byTopic.keySet());
            missing.removeAll(open.keySet());
            return new View(byTopic, open, missing, new Reading(unfinished, counted, waited, at));
        }
    }

    /**
     * What is unfinished of one topic.
     *
     * @param records how many
     * @param millis how long each of them has to wait, judged by others of its owner; summed up
     */
    private record Open(long records, long millis) {

        static final Open NOTHING = new Open(0, 0);

        static Open of(long records, Duration waited) {
            return new Open(records, records * waited.toMillis());
        }

        Open plus(Open other) {
            return new Open(records + other.records, millis + other.millis);
        }

        Duration waited() {
            return records == 0 ? Duration.ZERO : Duration.ofMillis(millis / records);
        }
    }

    /**
     * One view, and what the caller's counter showed when it began.
     *
     * @param unfinished records appended and not known to be finished, over everything watched
     * @param counted the counter given to {@link #count}; 0 before the first view
     * @param waited how long records wait for their handler, on average over what is unfinished of
     *     the topic in which they wait longest
     * @param at when the view was taken
     */
    public record Reading(long unfinished, long counted, Duration waited, Instant at) {}

    /**
     * @param every how often the view is refreshed; about 200 ms
     */
    public GroupProgress(LogCluster cluster, Duration every, Clock clock) {
        this.cluster = cluster;
        this.every = every;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("group-progress").unstarted(this::run);
    }

    /** Watches what a group finishes of a topic; each topic for one group. Safe to repeat. */
    public void watch(String group, String topic) {
        groups.put(topic, group);
    }

    /**
     * Has a counter of appended records read before each refresh. The log's ends are read after it,
     * so that whatever was counted by then is in the view.
     */
    public void count(LongSupplier appended) {
        counter = appended;
    }

    /** Begins to refresh. Safe to repeat. */
    public synchronized void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Whether the record is known to be finished; false when nothing is known. */
    public boolean finished(String topic, int partition, long offset) {
        GroupSnapshot snapshot = view.byTopic().get(topic);
        return snapshot != null && snapshot.finished(topic, partition, offset);
    }

    /** The first offset not known to be finished; 0 when nothing is known. */
    public long contiguous(String topic, int partition) {
        GroupSnapshot snapshot = view.byTopic().get(topic);
        return snapshot == null ? 0 : snapshot.contiguous(topic, partition);
    }

    /** One view, whole. */
    public Reading reading() {
        return view.reading();
    }

    /** Records of one topic appended and not known to be finished. */
    public long unfinished(String topic) {
        return view.open().getOrDefault(topic, Open.NOTHING).records();
    }

    /** Watched topics that were not there when the log was last asked: not yet, or no more. */
    public Set<String> missing() {
        return view.missing();
    }

    /** When the view was last complete; the epoch before the first time. */
    public Instant refreshedAt() {
        return view.reading().at();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        Admin admin = null;
        try {
            do {
                try {
                    admin = admin == null ? Answers.admin(cluster) : admin;
                    view = refreshed(admin, Map.copyOf(groups));
                    failing = false;
                } catch (KafkaException | ReparteeException | ExecutionException e) {
                    failed(e);
                }
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(admin);
        }
    }

    private View refreshed(Admin admin, Map<String, String> watched) throws ExecutionException {
        Instant at = clock.instant();
        long counted = counter.getAsLong();
        // commits before ends: what is appended in between counts as unfinished
        Map<String, GroupSnapshot> byGroup = new HashMap<>();
        Commits.of(admin, watched.values())
                .forEach(
                        (group, commits) ->
                                byGroup.put(group, GroupSnapshot.of(commits, watched.keySet())));
        Map<String, GroupSnapshot> byTopic = new HashMap<>();
        Map<String, Open> open = new HashMap<>();
        watched.forEach((topic, group) -> byTopic.put(topic, byGroup.get(group)));
        topics.look(admin, watched.keySet(), at)
                .forEach(
                        (partition, bounds) -> {
                            GroupSnapshot snapshot = byTopic.get(partition.topic());
                            long unfinished =
                                    snapshot.unfinished(partition, bounds.begin(), bounds.end());
                            open.merge(
                                    partition.topic(),
                                    Open.of(unfinished, snapshot.waited(partition)),
                                    Open::plus);
                        });
        return View.of(byTopic, open, counted, at);
    }

    private void failed(Exception e) {
        if (!failing) {
            LOG.atWarn()
                    .addKeyValue("failure", e.toString())
                    .log("what groups have finished can't be read; tried again until it can");
        }
        failing = true;
    }

    private static void close(@Nullable Admin admin) {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
