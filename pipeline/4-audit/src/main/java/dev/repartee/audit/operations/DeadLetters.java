package dev.repartee.audit.operations;

import dev.repartee.audit.operations.DeadLetter.Settlement;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.RawRecord;
import dev.repartee.kafka.cluster.ScanRange;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was given up: list it, send it again, or give it up for good.
 *
 * <p>What was done with a letter is a record beside it on the same dead-letter topic, so it is as
 * durable as the letter and every operator sees it.
 *
 * <p>Replaying is safe to repeat: a replayed record names its letter, and a letter whose replay is
 * already in the log is only marked. Two operators who replay the same letter at the same moment
 * may send it twice; downstream the first result wins, so the effect is one.
 */
public final class DeadLetters implements AutoCloseable {

    /** How far the clocks of a stage and of a broker may differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final LogScanner scanner;
    private final LogTopics topics;
    private final StageSender sender;
    private final Clock clock;

    public DeadLetters(LogCluster cluster, Clock clock) {
        this.scanner = new LogScanner(cluster);
        this.topics = new LogTopics(cluster);
        this.sender =
                new StageSender(cluster, Topic.operations().word(), new SimpleMeterRegistry());
        this.clock = clock;
    }

    /** What a command did with one letter. */
    public enum Outcome {
        /** It is in its topic again. */
        REPLAYED,
        /** It was sent before; nothing was sent now. */
        ALREADY_REPLAYED,
        /** It is given up for good. */
        DROPPED,
        /** It had been given up for good before. */
        ALREADY_DROPPED
    }

    /** The same record, parked twice around a crash, is one letter. */
    private record Identity(String group, Coordinates source) {}

    /** The letters that the filter wants, the oldest first. */
    public List<DeadLetter> list(DeadLetterFilter filter) {
        Map<Coordinates, Settlement> marks = new LinkedHashMap<>();
        Map<Identity, List<DeadLetter>> letters = new LinkedHashMap<>();
        for (String topic : topics.deadLetters()) {
            if (filter.topic() == null || topic.equals(filter.topic() + Topic.DEAD_LETTER_SUFFIX)) {
                scanner.scan(
                        scanner.whole(topic),
                        record -> {
                            sort(record, marks, letters);
                            return true;
                        });
            }
        }
        return letters.values().stream()
                .map(copies -> merged(copies, marks))
                .filter(filter::wants)
                .sorted(Comparator.comparing(DeadLetter::at))
                .toList();
    }

    private static void sort(
            RawRecord record,
            Map<Coordinates, Settlement> marks,
            Map<Identity, List<DeadLetter>> letters) {
        DeadLetterRecords.mark(record)
                .ifPresentOrElse(
                        mark -> marks.putIfAbsent(mark.letter(), mark.settlement()),
                        () ->
                                DeadLetterRecords.letter(record)
                                        .ifPresent(letter -> add(letter, letters)));
    }

    private static void add(DeadLetter letter, Map<Identity, List<DeadLetter>> letters) {
        letters.computeIfAbsent(
                        new Identity(letter.group(), letter.source()), key -> new ArrayList<>())
                .add(letter);
    }

    private static DeadLetter merged(List<DeadLetter> copies, Map<Coordinates, Settlement> marks) {
        DeadLetter first = copies.getFirst();
        return copies.stream()
                .map(copy -> marks.get(copy.coordinates()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(first::settled)
                .orElse(first);
    }

    /** One letter by its name, with what was done with it. */
    public Optional<DeadLetter> find(Coordinates coordinates) {
        if (!coordinates.topic().endsWith(Topic.DEAD_LETTER_SUFFIX)) {
            return Optional.empty();
        }
        String source =
                coordinates
                        .topic()
                        .substring(
                                0,
                                coordinates.topic().length() - Topic.DEAD_LETTER_SUFFIX.length());
        return list(DeadLetterFilter.WAITING.withSettled().ofTopic(source)).stream()
                .filter(letter -> letter.coordinates().equals(coordinates))
                .findFirst();
    }

    /**
     * Sends letters again, in the given order, each to the group that had given it up; returns when
     * all are durable.
     */
    public Map<Coordinates, Outcome> replay(Collection<DeadLetter> letters) {
        Set<Coordinates> sent = alreadySent(letters);
        Map<Coordinates, Outcome> outcomes = new LinkedHashMap<>();
        letters.forEach(letter -> outcomes.put(letter.coordinates(), replay(letter, sent)));
        return outcomes;
    }

    private Outcome replay(DeadLetter letter, Set<Coordinates> sent) {
        if (letter.settled() == Settlement.DROPPED) {
            return Outcome.ALREADY_DROPPED;
        }
        boolean again = letter.settled() == Settlement.REPLAYED;
        if (!again && !sent.contains(letter.coordinates())) {
            sender.append(
                            letter.source().topic(),
                            letter.source().partition(),
                            letter.record().key(),
                            letter.record().value(),
                            DeadLetterRecords.replayHeaders(letter))
                    .join();
            mark(letter, Settlement.REPLAYED);
            return Outcome.REPLAYED;
        }
        if (!again) {
            mark(letter, Settlement.REPLAYED);
        }
        return Outcome.ALREADY_REPLAYED;
    }

    /** Letters whose replay is in the log, though a crash may have come before the mark. */
    private Set<Coordinates> alreadySent(Collection<DeadLetter> letters) {
        Set<Coordinates> sent = new HashSet<>();
        Map<String, List<DeadLetter>> bySource =
                letters.stream()
                        .filter(letter -> letter.settled() == null)
                        .collect(Collectors.groupingBy(letter -> letter.source().topic()));
        bySource.forEach(
                (topic, waiting) -> {
                    Instant oldest =
                            waiting.stream()
                                    .map(DeadLetter::at)
                                    .min(Instant::compareTo)
                                    .orElseThrow();
                    Set<Integer> partitions =
                            waiting.stream()
                                    .map(letter -> letter.source().partition())
                                    .collect(Collectors.toSet());
                    List<ScanRange> ranges =
                            scanner.since(topic, oldest.minus(SLACK)).stream()
                                    .filter(range -> partitions.contains(range.partition()))
                                    .toList();
                    scanner.scan(
                            ranges,
                            record -> {
                                DeadLetterRecords.replayedLetter(record).ifPresent(sent::add);
                                return true;
                            });
                });
        return sent;
    }

    /** Gives letters up for good: they are not listed any more and can not be replayed. */
    public Map<Coordinates, Outcome> drop(Collection<DeadLetter> letters) {
        Map<Coordinates, Outcome> outcomes = new LinkedHashMap<>();
        letters.forEach(letter -> outcomes.put(letter.coordinates(), drop(letter)));
        return outcomes;
    }

    private Outcome drop(DeadLetter letter) {
        return switch (letter.settled()) {
            case DROPPED -> Outcome.ALREADY_DROPPED;
            case REPLAYED -> Outcome.ALREADY_REPLAYED;
            case null -> {
                mark(letter, Settlement.DROPPED);
                yield Outcome.DROPPED;
            }
        };
    }

    private void mark(DeadLetter letter, Settlement settlement) {
        sender.append(
                        letter.coordinates().topic(),
                        letter.coordinates().partition(),
                        letter.record().key(),
                        null,
                        DeadLetterRecords.markHeaders(letter, settlement, clock.instant()))
                .join();
    }

    @Override
    public void close() {
        sender.close(Duration.ofSeconds(5));
        topics.close();
        scanner.close();
    }
}
