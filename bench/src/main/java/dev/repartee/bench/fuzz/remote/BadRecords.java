package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.fuzz.check.RecordInput;
import dev.repartee.bench.fuzz.guide.Faults;
import dev.repartee.bench.fuzz.guide.Finding;
import dev.repartee.bench.fuzz.guide.Mutator;
import dev.repartee.bench.fuzz.guide.Pool;
import dev.repartee.bench.fuzz.guide.Words;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes mutated events to the topics themselves. Each that can't be read must become a dead
 * letter, and the stages must go on with what comes after it.
 */
final class BadRecords {

    private static final List<Topic> TOPICS =
            List.of(
                    Topic.REQUESTS,
                    Topic.TO_INFER,
                    Topic.RESULTS,
                    Topic.DELIVERY_STATUS,
                    Topic.CONVERSATIONS);

    private final String bootstrap;
    private final Faults faults;
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger unreadable = new AtomicInteger();

    /** Not dead letters yet, with their inputs; owned by its monitor, as is {@code early}. */
    private final Map<String, byte[]> awaited = new HashMap<>();

    /** Dead letters that came before the log said where their records lie, and others. */
    private final Set<String> early = new HashSet<>();

    BadRecords(String bootstrap, Faults faults) {
        this.bootstrap = bootstrap;
        this.faults = faults;
    }

    long written() {
        return written.get();
    }

    int unreadable() {
        return unreadable.get();
    }

    /** Writes some, spread over topics and partitions. */
    void write(SplittableRandom random, Pool pool, Words words, int count) {
        Mutator mutator = new Mutator(random, words);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "linger.ms", "5"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                byte[] input = mutator.mutate(pool.pick(random), pool.pick(random));
                RecordInput content = RecordInput.of(input);
                write(producer, topic(content.headers(), random), content, input, random);
            }
        }
    }

    /** Mostly the one to which the event belongs. */
    private static Topic topic(Map<String, byte[]> headers, SplittableRandom random) {
        Optional<EventType> type = type(headers);
        return TOPICS.stream()
                .filter(topic -> type.isPresent() && carries(topic, type.get()))
                .filter(topic -> random.nextInt(20) > 0)
                .findFirst()
                .orElse(TOPICS.get(random.nextInt(TOPICS.size())));
    }

    private void write(
            KafkaProducer<byte[], byte[]> producer,
            Topic topic,
            RecordInput content,
            byte[] input,
            SplittableRandom random) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.topicName(),
                        random.nextInt(Topic.PARTITIONS),
                        key(random),
                        random.nextInt(50) == 0 ? null : content.value());
        content.headers().forEach((name, value) -> record.headers().add(name, value));
        byte[] value = record.value() == null ? new byte[0] : record.value();
        boolean parks = mustPark(topic, content.headers(), value);
        producer.send(
                record,
                (at, failure) -> {
                    if (failure == null) {
                        written.incrementAndGet();
                        if (parks) {
                            unreadable.incrementAndGet();
                            await(new Coordinates(at.topic(), at.partition(), at.offset()), input);
                        }
                    }
                });
    }

    private static byte[] key(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> new byte[] {(byte) 0xff, 0};
            case 2 -> "nobody".getBytes(StandardCharsets.UTF_8);
            case 3 -> "UPPER:x y".getBytes(StandardCharsets.UTF_8);
            default -> ("demo:ana" + random.nextInt(20)).getBytes(StandardCharsets.UTF_8);
        };
    }

    /**
     * Whether the topic's readers can't read it. One that is marked as another group's replay, or
     * of a known type that does not belong here, is passed over instead.
     */
    private static boolean mustPark(Topic topic, Map<String, byte[]> headers, byte[] value) {
        Optional<EventType> type = type(headers);
        if (type.isPresent() && !carries(topic, type.get())) {
            return false;
        }
        try {
            EventHeaders read = EventHeaders.of(headers);
            if (read.replay() == null) {
                EventCodec.decode(read, value, topic.payload());
            }
            return false;
        } catch (ReparteeException refused) {
            return true;
        }
    }

    private static Optional<EventType> type(Map<String, byte[]> headers) {
        byte[] word = headers.getOrDefault(EventHeaders.TYPE, new byte[0]);
        return Arrays.stream(EventType.values())
                .filter(type -> type.word().equals(new String(word, StandardCharsets.UTF_8)))
                .findFirst();
    }

    private static boolean carries(Topic topic, EventType type) {
        return topic.payload().isAssignableFrom(type.payload());
    }

    private void await(Coordinates at, byte[] input) {
        synchronized (awaited) {
            if (!early.remove(at.toString())) {
                awaited.put(at.toString(), input);
            }
        }
    }

    /** Reads what became dead letters; returns how many unreadable records have not yet. */
    int behind(DeadLetterLog letters) {
        List<DeadLetterLog.Letter> come = letters.next();
        synchronized (awaited) {
            for (DeadLetterLog.Letter letter : come) {
                if (awaited.remove(letter.coordinates()) == null) {
                    early.add(letter.coordinates());
                }
            }
            return awaited.size();
        }
    }

    /** Notes each unreadable record that has not become a dead letter in time. */
    void expectDeadLetters(DeadLetterLog letters, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        int left;
        do {
            left = behind(letters);
        } while (left > 0 && System.nanoTime() < end);
        synchronized (awaited) {
            awaited.forEach(
                    (coordinates, input) -> {
                        String topic = coordinates.substring(0, coordinates.lastIndexOf('-'));
                        faults.add(new Finding("not parked on " + topic, coordinates, input));
                    });
        }
    }
}
