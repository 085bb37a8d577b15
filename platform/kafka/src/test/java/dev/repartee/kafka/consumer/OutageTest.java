package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.embedded.Engine;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.sender.AcceptingSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** The broker dies and comes back; nobody restarts anything. */
class OutageTest {

    @Test
    void consumerAndSendersOutliveTheBroker() {
        try (TestEngines.Lone lone = TestEngines.loneKafka()) {
            Engine kafka = lone.engine();
            try (LogFixture log = new LogFixture(kafka.address(), 1)) {
                outlive(kafka, log);
            }
        }
    }

    private static void outlive(Engine kafka, LogFixture log) {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        OrderedConsumer consumer = start(log, seen);
        AcceptingSender accepting = new AcceptingSender(log.cluster, "accepting", log.meters);
        accepting.prepare(log.topic);
        soon().until(accepting::ready);
        soon().until(consumer::ready);
        // The first event of all loads what encodes events, which is no wait for the broker.
        accept(accepting, log);
        append(log, 0, 50);
        soon().until(() -> log.committed(0) == 51);

        kafka.kill();
        CompletableFuture<?> duringOutage =
                CompletableFuture.runAsync(
                        () -> append(log, 50, 100), Executors.newVirtualThreadPerTaskExecutor());
        soon().until(() -> refusedInTime(accepting, log));
        soon().until(() -> !accepting.ready());
        // nobody is kept until the refusal
        soon().until(() -> !send(accepting, log).isDone());
        kafka.start();

        soon().until(duringOutage::isDone);
        soon().ignoreExceptions().until(() -> accept(accepting, log).partition() == 0);
        soon().until(accepting::ready);
        soon().until(() -> log.committed(0) >= 102);
        assertThat(seen.stream().filter(number -> number >= 0).distinct().toList())
                .as("each arrives, in the order in which it was sent")
                .hasSize(100)
                .isSorted();
        consumer.close(Duration.ofSeconds(5));
        accepting.close(Duration.ofSeconds(1));
    }

    /** Promise P6: within 3 s, if the machine does not stand still meanwhile. */
    private static boolean refusedInTime(AcceptingSender accepting, LogFixture log) {
        long before = System.nanoTime();
        CompletableFuture<Coordinates> refused = send(accepting, log);
        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE));
        return System.nanoTime() - before < Duration.ofSeconds(4).toNanos();
    }

    private static Coordinates accept(AcceptingSender accepting, LogFixture log) {
        return send(accepting, log).join();
    }

    private static CompletableFuture<Coordinates> send(AcceptingSender accepting, LogFixture log) {
        UserKey user = new UserKey(new TenantId("acme"), new UserId("u"));
        return accepting.send(
                log.topic,
                new TrafficEvent(
                        user,
                        TrafficEvent.Kind.REFUSED,
                        null,
                        null,
                        "web",
                        1,
                        log.clock.instant()));
    }

    private static void append(LogFixture log, int from, int to) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = from; i < to; i++) {
            sent.add(log.append(0, "a", Integer.toString(i)));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }

    private static OrderedConsumer start(LogFixture log, List<Integer> seen) {
        OrderedConsumer consumer =
                new OrderedConsumer(
                        log.cluster,
                        OrderedConfig.of(log.group, log.topic),
                        record -> {
                            String text = LogFixture.text(record);
                            seen.add(text.startsWith("{") ? -1 : Integer.parseInt(text));
                            return Disposition.done();
                        },
                        ParkingListener.NONE,
                        log.sender,
                        log.meters,
                        log.clock);
        consumer.start();
        return consumer;
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }
}
