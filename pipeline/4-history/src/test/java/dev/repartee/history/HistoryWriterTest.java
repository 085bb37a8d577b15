package dev.repartee.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Event;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.PoisonedBatch;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWriterTest {

    private static final String REQUESTS = "chat.requests";
    private static final String RESULTS = "chat.inference_results";

    @TempDir static Path folder;

    private static Stores stores;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HistoryWriter writer =
            new HistoryWriter(stores.messages, new HistoryMetrics(meters));

    @BeforeAll
    static void open() {
        stores = stores();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @Test
    void storesAllThatBecameKnownOfAMessageInOneRow() throws Exception {
        Messages message = Messages.of("ana", 1);
        writer.handle(
                List.of(
                        record(message.result("Hello Ana."), RESULTS, 5),
                        record(message.note(), "chat.conversations", 0),
                        record(message.request("Hello"), REQUESTS, 1),
                        record(message.delivered(), "chat.delivery.status", 0)));

        StoredMessage stored = stored(message);
        assertThat(stored.inbound().text()).isEqualTo("Hello");
        assertThat(Objects.requireNonNull(stored.outcome().reply()).text()).isEqualTo("Hello Ana.");
        assertThat(stored.outcome().fastPath()).isTrue();
        assertThat(stored.delivery().attempts()).isEqualTo(1);
        assertThat(meters.get("repartee_history_rows").tag("erased", "false").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("repartee_database_write_latency").timer().count()).isEqualTo(1);
        assertThat(meters.get("repartee_history_batch").summary().max()).isEqualTo(4);
    }

    @Test
    void singlesOutWhatCanNotBeStoredAndStoresTheRest() throws Exception {
        Set<Integer> bad = Set.of(0, 17, 18, 63);
        List<LogRecord> records = new ArrayList<>();
        for (int n = 0; n < 64; n++) {
            Messages message = Messages.of("batch", n);
            records.add(
                    record(
                            bad.contains(n) ? message.poisonous() : message.request("Hello " + n),
                            REQUESTS,
                            n));
        }
        PoisonedBatch poisoned =
                catchThrowableOfType(PoisonedBatch.class, () -> writer.handle(records));

        assertThat(poisoned.poisoned())
                .hasSize(bad.size())
                .allSatisfy(
                        (at, why) -> {
                            assertThat(bad).contains((int) at.offset());
                            assertThat(why).isEqualTo(ErrorCode.MALFORMED_EVENT);
                        });
        // the consumer parks those and hands the rest over again
        records.removeIf(record -> poisoned.poisoned().containsKey(record.coordinates()));
        writer.handle(records);
        for (int n = 0; n < 64; n++) {
            assertThat(stores.messages.find(Messages.of("batch", n).key()).isPresent())
                    .isEqualTo(!bad.contains(n));
        }
    }

    @Test
    void singlesOutWhatCanNotBeRead() throws Exception {
        Messages good = Messages.of("reader", 1);
        LogRecord fine = record(good.request("Hello"), REQUESTS, 1);
        LogRecord garbage = changed(fine, 2, fine.headers(), "{\"text\":");
        LogRecord empty = changed(fine, 3, fine.headers(), "{}");
        EventHeaders newer =
                new EventHeaders("request", 99, Mode.REPLY, "demo", null, null, null, null);
        LogRecord future = changed(fine, 4, newer, "{}");
        EventHeaders odd =
                new EventHeaders("surprise", 1, Mode.REPLY, "demo", null, null, null, null);
        LogRecord unknown = changed(fine, 5, odd, "{}");

        PoisonedBatch poisoned =
                catchThrowableOfType(
                        PoisonedBatch.class,
                        () -> writer.handle(List.of(garbage, fine, empty, future, unknown)));

        Map<Coordinates, ErrorCode> expected = new HashMap<>();
        expected.put(garbage.coordinates(), ErrorCode.MALFORMED_EVENT);
        expected.put(empty.coordinates(), ErrorCode.MALFORMED_EVENT);
        expected.put(future.coordinates(), ErrorCode.UNKNOWN_EVENT_VERSION);
        expected.put(unknown.coordinates(), ErrorCode.MALFORMED_EVENT);
        assertThat(poisoned.poisoned()).isEqualTo(expected);
        assertThat(stored(good).inbound().text()).isEqualTo("Hello");
    }

    @Test
    void leavesOutagesToTheConsumer() {
        Messages message = Messages.of("outage", 1);
        try (Stores broken = stores()) {
            broken.keys.close();
            HistoryWriter cutOff = new HistoryWriter(broken.messages, new HistoryMetrics(meters));
            assertThatThrownBy(
                            () ->
                                    cutOff.handle(
                                            List.of(record(message.request("Hi"), REQUESTS, 1))))
                    .extracting("code")
                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        }
        assertThat(
                        meters.get("repartee_history_failures")
                                .tag("reason", "failed")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void countsAReplayedResultFromWhereItFirstLay() throws Exception {
        Messages message = Messages.of("replay", 1);
        LogRecord first = record(message.result("First."), RESULTS, 5);
        EventHeaders replay =
                first.headers().withReplay(new EventHeaders.Replay("history", first.coordinates()));
        writer.handle(List.of(record(message.result("Second."), RESULTS, 7)));
        writer.handle(
                List.of(
                        changed(
                                first,
                                99,
                                replay,
                                new String(first.value(), StandardCharsets.UTF_8))));

        assertThat(Objects.requireNonNull(stored(message).outcome().reply()).text())
                .isEqualTo("First.");
    }

    @Test
    void wantsEachObservedMessageOnceAndNoResend() {
        Messages message = Messages.of("filter", 1);
        Messages observed =
                new Messages(message.key(), Mode.OBSERVE, message.acceptedAt(), message.offset());
        assertThat(HistoryWriter.wants(message.request("Hi").headers())).isTrue();
        assertThat(HistoryWriter.wants(message.result("Hi").headers())).isTrue();
        assertThat(HistoryWriter.wants(message.note().headers())).isTrue();
        assertThat(HistoryWriter.wants(message.delivered().headers())).isTrue();
        assertThat(HistoryWriter.wants(observed.observed("Hi").headers())).isTrue();
        assertThat(HistoryWriter.wants(observed.request("Hi").headers())).isFalse();
        Envelope envelope = message.request("Hi").envelope();
        assertThat(
                        HistoryWriter.wants(
                                new ChatResult.Resend(envelope, message.origin(), true).headers()))
                .isFalse();
    }

    @Test
    void storesWhatAnErasedUserHadUnderWayWithoutText() throws Exception {
        Messages message = Messages.of("erased", 1);
        writer.handle(List.of(record(message.request("my secret"), REQUESTS, 1)));
        stores.erase(message.key().userKey());
        writer.handle(List.of(record(message.result("your secret"), RESULTS, 5)));

        assertThat(stored(message).erased()).isTrue();
        assertThat(stored(message).inbound().text()).isNull();
        assertThat(stored(message).outcome().reply()).isNull();
        assertThat(meters.get("repartee_history_rows").tag("erased", "true").counter().count())
                .isEqualTo(1);
    }

    private StoredMessage stored(Messages message) {
        return stores.messages.find(message.key()).orElseThrow();
    }

    private static LogRecord record(Event event, String topic, long offset) {
        return Messages.record(event, new Coordinates(topic, 3, offset));
    }

    private static LogRecord changed(
            LogRecord record, long offset, EventHeaders headers, String value) {
        return new LogRecord(
                new Coordinates(record.coordinates().topic(), 3, offset),
                Instant.now(),
                record.key(),
                value.getBytes(StandardCharsets.UTF_8),
                headers,
                1,
                false);
    }

    private static Stores stores() {
        return new Stores(
                MigratedDatabase.config(Schema.MAIN), MigratedDatabase.config(Schema.KEYS), folder);
    }
}
