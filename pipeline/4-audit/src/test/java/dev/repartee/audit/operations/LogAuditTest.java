package dev.repartee.audit.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.RecordHandler;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogAuditTest {

    private static final String DISPATCH = Topic.Party.DISPATCH.word();
    private static final String INFERENCE = Topic.Party.INFERENCE.word();
    private static final int MANY = 100_000;
    private static final int MOST_LOAD = 20_000;
    private static final String SLOW = "slow";

    private final TestLog log = new TestLog();
    private final LogAudit audit =
            new LogAudit(log.cluster, Duration.ofHours(1), Clock.systemUTC());
    private final String user = "u" + UUID.randomUUID();
    private final Instant since = Instant.now();

    /** Until then the model is at work on the request named slow. */
    private final CompletableFuture<Void> slowModel = new CompletableFuture<>();

    @AfterEach
    void tearDown() {
        log.close();
    }

    @Test
    void findsOnePlantedLossAmongAHundredThousand() {
        String lost = "r" + MANY / 3;
        Semaphore inFlight = new Semaphore(20_000);
        for (int i = 0; i < MANY; i++) {
            ChatRequest request = Messages.request(user + i % 5_000, "r" + i);
            append(inFlight, log.append(Topic.REQUESTS, request));
            append(
                    inFlight,
                    log.append(Topic.TO_INFER, Messages.work(request, Messages.origin(0))));
            if (!request.envelope().key().requestId().value().equals(lost)) {
                append(
                        inFlight,
                        log.append(
                                Topic.RESULTS,
                                Messages.replied(request, Messages.origin(0), false)));
            }
        }
        inFlight.acquireUninterruptibly(20_000);
        log.finishAll(DISPATCH, Topic.REQUESTS);
        log.finishAll(INFERENCE, Topic.TO_INFER);

        AuditReport report = audit.run(since);

        assertThat(report.accepted()).isEqualTo(MANY);
        assertThat(report.replied()).isEqualTo(MANY - 1);
        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.examples().getFirst().key().requestId().value()).isEqualTo(lost);
    }

    @Test
    void givesNoFalseAlarmWhileLoadRuns() {
        log.finishAll(DISPATCH, Topic.REQUESTS);
        log.finishAll(INFERENCE, Topic.TO_INFER);
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong sent = new AtomicLong();
        OrderedConsumer dispatch = consumer(DISPATCH, Topic.REQUESTS, this::dispatch);
        OrderedConsumer inference = consumer(INFERENCE, Topic.TO_INFER, this::infer);
        log.append(Topic.REQUESTS, Messages.request(user, SLOW)).join();
        Thread load = Thread.ofVirtual().start(() -> load(running, sent));
        try {
            for (int round = 0; round < 5; round++) {
                AuditReport report = audit.run(since);
                assertThat(report.examples()).isEmpty();
                assertThat(report.missing()).isZero();
                assertThat(report.open()).as("at least the slow one is under way").isPositive();
            }
        } finally {
            running.set(false);
        }
        slowModel.complete(null);
        await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            AuditReport report = audit.run(since);
                            return !load.isAlive()
                                    && report.accepted() == sent.get() + 1
                                    && report.replied() == sent.get() + 1;
                        });
        dispatch.close(Duration.ofMinutes(1));
        inference.close(Duration.ofMinutes(1));
    }

    @Test
    void whatDispatchForgotIsMissingAndWhatItHasNotSeenIsOpen() {
        ChatRequest forgotten = Messages.request(user, "forgotten");
        Coordinates at = log.append(Topic.REQUESTS, forgotten).join();
        log.finishAll(DISPATCH, Topic.REQUESTS);
        log.append(Topic.REQUESTS, Messages.request(user, "fresh")).join();
        AuditReport report = audit.run(since);
        assertThat(report.open()).isEqualTo(1);
        assertThat(report.examples())
                .extracting(MissingRequest::coordinates, MissingRequest::reason)
                .containsExactly(Tuple.tuple(at, MissingRequest.Reason.LOST_BY_DISPATCH));
    }

    private static void append(Semaphore inFlight, CompletableFuture<?> sent) {
        if (!inFlight.tryAcquire()) {
            inFlight.acquireUninterruptibly();
        }
        sent.thenRun(inFlight::release);
    }

    private void load(AtomicBoolean running, AtomicLong sent) {
        while (running.get() && sent.get() < MOST_LOAD) {
            CompletableFuture<?> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 50; i++) {
                long number = sent.getAndIncrement();
                last =
                        log.append(
                                Topic.REQUESTS,
                                Messages.request(user + number % 500, "r" + number));
            }
            last.join();
        }
    }

    private Disposition dispatch(LogRecord record) {
        ChatRequest request = record.event(ChatRequest.class);
        return Disposition.later(
                log.append(Topic.TO_INFER, Messages.work(request, record.coordinates())));
    }

    private Disposition infer(LogRecord record) {
        InferenceWork work = record.event(InferenceWork.class);
        boolean slow = work.request().envelope().key().requestId().value().equals(SLOW);
        return Disposition.later(
                (slow ? slowModel : CompletableFuture.<Void>completedFuture(null))
                        .thenCompose(
                                answered ->
                                        log.append(
                                                Topic.RESULTS,
                                                Messages.replied(
                                                        work.request(), work.origin(), false))));
    }

    private OrderedConsumer consumer(String group, Topic topic, RecordHandler handler) {
        OrderedConsumer consumer =
                new OrderedConsumer(
                        log.cluster,
                        OrderedConfig.of(group, topic.topicName()),
                        handler,
                        ParkingListener.NONE,
                        log.sender,
                        new SimpleMeterRegistry(),
                        Clock.systemUTC());
        consumer.start();
        return consumer;
    }
}
