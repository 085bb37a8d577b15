package dev.repartee.audit.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.audit.operations.DeadLetter.Settlement;
import dev.repartee.audit.operations.DeadLetters.Outcome;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.PermanentFailure;
import dev.repartee.kafka.cluster.LogScanner;
import dev.repartee.kafka.cluster.RawRecord;
import dev.repartee.kafka.cluster.ScanRange;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TestLog log = new TestLog();
    private final DeadLetters letters = new DeadLetters(log.cluster, Clock.systemUTC());
    private final String user = "u" + UUID.randomUUID();
    private final String id = "r" + UUID.randomUUID();

    /** The replays of this test's message that the group has processed. */
    private final List<LogRecord> processed = new CopyOnWriteArrayList<>();

    private OrderedConsumer dispatch;

    /** A message that parks when it comes first, and succeeds when it is replayed. */
    @BeforeEach
    void parkOne() {
        log.finishAll("dispatch", Topic.REQUESTS);
        dispatch =
                new OrderedConsumer(
                        log.cluster,
                        OrderedConfig.of("dispatch", Topic.REQUESTS.topicName()),
                        this::handle,
                        ParkingListener.NONE,
                        log.sender,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC());
        dispatch.start();
        log.append(Topic.REQUESTS, Messages.request(user, id)).join();
        await().atMost(PATIENCE).until(() -> waiting().size() == 1);
    }

    private Disposition handle(LogRecord record) throws Exception {
        if (!record.event(ChatRequest.class).envelope().key().requestId().value().equals(id)) {
            return Disposition.done();
        }
        if (record.headers().replay() == null) {
            throw new PermanentFailure(ErrorCode.UNKNOWN_ASSISTANT, "gone", null);
        }
        processed.add(record);
        return Disposition.done();
    }

    @AfterEach
    void tearDown() {
        dispatch.close(Duration.ofMinutes(1));
        letters.close();
        log.close();
    }

    @Test
    void tellsWhatWasGivenUpByWhomAndWhy() {
        DeadLetter letter = waiting().getFirst();
        assertThat(letter.group()).isEqualTo("dispatch");
        assertThat(letter.cause()).isEqualTo("unknown_assistant");
        assertThat(letter.detail()).isEqualTo("gone");
        assertThat(letter.attempts()).isEqualTo(1);
        assertThat(letter.user()).isEqualTo("acme:" + user);
        assertThat(letter.source().topic()).isEqualTo("chat.requests");
        assertThat(letters.find(letter.coordinates()))
                .map(DeadLetter::coordinates)
                .contains(letter.coordinates());
        assertThat(letter.toString()).doesNotContain("open");
    }

    @Test
    void filtersByTopicCauseAgeAndMessage() {
        DeadLetterFilter mine = DeadLetterFilter.WAITING.ofRequest(id);
        Instant now = Instant.now();
        assertThat(letters.list(mine.ofTopic("chat.requests"))).hasSize(1);
        assertThat(letters.list(mine.ofTopic("chat.to_infer"))).isEmpty();
        assertThat(letters.list(mine.ofCause("unknown_assistant"))).hasSize(1);
        assertThat(letters.list(mine.ofCause("internal"))).isEmpty();
        assertThat(letters.list(mine.olderThan(now.minusSeconds(60)))).isEmpty();
        assertThat(letters.list(mine.youngerThan(now.minusSeconds(60)))).hasSize(1);
    }

    @Test
    void replayingTwiceHasOneEffect() {
        DeadLetter letter = waiting().getFirst();
        assertThat(letters.replay(List.of(letter))).containsValue(Outcome.REPLAYED);
        await().atMost(PATIENCE).until(() -> processed.size() == 1);
        assertThat(letters.replay(List.of(letter))).containsValue(Outcome.ALREADY_REPLAYED);
        assertThat(letters.replay(List.of(reread(letter)))).containsValue(Outcome.ALREADY_REPLAYED);
        assertThat(waiting()).isEmpty();
        settleLog();
        assertThat(processed).hasSize(1);
        assertThat(processed.getFirst().origin()).isEqualTo(letter.origin());
        assertThat(processed.getFirst().headers().replay().group()).isEqualTo("dispatch");
    }

    @Test
    void aReplayWhoseMarkWasLostInACrashIsNotSentAgain() {
        DeadLetter letter = waiting().getFirst();
        log.sender
                .append(
                        letter.source().topic(),
                        letter.source().partition(),
                        letter.record().key(),
                        letter.record().value(),
                        DeadLetterRecords.replayHeaders(letter))
                .join();
        assertThat(letters.replay(waiting())).containsValue(Outcome.ALREADY_REPLAYED);
        assertThat(reread(letter).settled()).isEqualTo(Settlement.REPLAYED);
        settleLog();
        assertThat(processed).hasSize(1);
    }

    @Test
    void whatWasDroppedIsHiddenAndCanNotBeReplayed() {
        DeadLetter letter = waiting().getFirst();
        assertThat(letters.drop(List.of(letter))).containsValue(Outcome.DROPPED);
        assertThat(waiting()).isEmpty();
        DeadLetter dropped = reread(letter);
        assertThat(dropped.settled()).isEqualTo(Settlement.DROPPED);
        assertThat(letters.drop(List.of(dropped))).containsValue(Outcome.ALREADY_DROPPED);
        assertThat(letters.replay(List.of(dropped))).containsValue(Outcome.ALREADY_DROPPED);
        settleLog();
        assertThat(processed).isEmpty();
    }

    @Test
    void theSameRecordParkedTwiceAroundACrashIsOneLetter() {
        DeadLetter letter = waiting().getFirst();
        LogCopy.repeat(log, letter);
        assertThat(waiting()).hasSize(1);
        letters.replay(waiting());
        assertThat(waiting()).isEmpty();
    }

    private List<DeadLetter> waiting() {
        return letters.list(DeadLetterFilter.WAITING.ofRequest(id));
    }

    private DeadLetter reread(DeadLetter letter) {
        Coordinates name = letter.coordinates();
        return letters.find(name).orElseThrow();
    }

    /** Waits until the group has passed everything that was sent so far. */
    private void settleLog() {
        Coordinates last = log.append(Topic.REQUESTS, Messages.request(user, "last")).join();
        await().atMost(PATIENCE).until(() -> log.committed("dispatch", last) > last.offset());
    }

    /** Writes a dead letter a second time, as a consumer does that died before its commit. */
    private static final class LogCopy {

        static void repeat(TestLog log, DeadLetter letter) {
            Coordinates at = letter.coordinates();
            List<RawRecord> found = new ArrayList<>();
            try (LogScanner scanner = new LogScanner(log.cluster)) {
                scanner.scan(
                        List.of(
                                new ScanRange(
                                        at.topic(), at.partition(), at.offset(), at.offset() + 1)),
                        found::add);
                RawRecord record = found.getFirst();
                log.sender
                        .append(
                                at.topic(),
                                at.partition(),
                                record.key(),
                                record.value(),
                                record.headers())
                        .join();
            }
        }
    }
}
