package dev.repartee.dispatch;

import dev.repartee.contract.Topic;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.Timeline;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import dev.repartee.kafka.sender.StageSender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for the inference stage of one pool: passes prepared replies through, answers
 * questions, but those that it is told to think about only when it is released.
 */
final class StubInference implements AutoCloseable {

    private final StageSender sender;
    private final OrderedConsumer consumer;
    private final Set<String> thinking = ConcurrentHashMap.newKeySet();

    StubInference(LogCluster cluster, String pool) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        sender = new StageSender(cluster, "stub-inference", meters);
        consumer =
                new OrderedConsumer(
                        cluster,
                        OrderedConfig.of(Topic.inferenceGroup(pool), Topic.toInfer(pool)),
                        this::answer,
                        ParkingListener.NONE,
                        sender,
                        meters,
                        Clock.systemUTC());
        consumer.start();
    }

    void thinkAbout(String requestId) {
        thinking.add(requestId);
    }

    void release(String requestId) {
        thinking.remove(requestId);
    }

    private Disposition answer(LogRecord record) throws Exception {
        InferenceWork work = record.event(InferenceWork.class);
        ChatRequest request = work.request();
        while (thinking.contains(request.envelope().key().requestId().value())) {
            Thread.sleep(5);
        }
        Reply reply =
                work.prepared() == null
                        ? new Reply("Answer", ReplySource.MODEL, "en", List.of(), false, null, null)
                        : work.prepared().reply();
        Instant now = Instant.now();
        sender.send(
                        Topic.RESULTS.topicName(),
                        new ChatResult.Replied(
                                request.envelope(),
                                work.origin(),
                                reply,
                                null,
                                new Timeline(now, now, now, now),
                                work.supersedes()))
                .get();
        return Disposition.done();
    }

    @Override
    public void close() {
        thinking.clear();
        consumer.close(Duration.ofSeconds(2));
        sender.close(Duration.ofSeconds(1));
    }
}
