package dev.repartee.bench.drill.fault;

import dev.repartee.bench.drill.site.Site;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.EventType;
import dev.repartee.kafka.LogCluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records that no stage can read, on every topic that one reads: what cannot be parsed under honest
 * headers, what says nothing of itself, and nothing at all. Each must be parked without holding up
 * its neighbours in the partition.
 */
public record Poison(int each) implements Fault {

    private static final byte[] GARBAGE =
            "{\"not\": \"what it says".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOISE = {(byte) 0xff, 0x00, (byte) 0xc3, 0x28, 0x7f};
    private static final List<Topic> READ =
            List.of(
                    Topic.REQUESTS,
                    Topic.TO_INFER,
                    Topic.RESULTS,
                    Topic.DELIVERY_STATUS,
                    Topic.CONVERSATIONS);

    @Override
    public void inject(Site site) throws InterruptedException {
        String tenant = site.cluster().credentials().tenantId();
        Map<String, Object> properties =
                LogCluster.of(site.cluster().engines().addresses().kafka()).properties();
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, bytes, bytes)) {
            for (Topic topic : READ) {
                for (int i = 0; i < each; i++) {
                    UserKey user = new UserKey(new TenantId(tenant), new UserId("poison-" + i));
                    send(producer, topic, user.bytes(), GARBAGE, honest(topic, tenant, i));
                    send(producer, topic, user.bytes(), NOISE, Map.of());
                    send(producer, topic, NOISE, NOISE, Map.of(EventHeaders.TYPE, NOISE));
                    send(producer, topic, null, null, Map.of());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the log did not take the poison", e.getCause());
        }
    }

    @Override
    public void heal(Site site) {
        // There is nothing to heal: the stages put it aside by themselves.
    }

    /** Of the requests only those with honest headers are messages. */
    @Override
    public Planted planted() {
        return new Planted(each, each);
    }

    private static Map<String, byte[]> honest(Topic topic, String tenant, int i) {
        EventType type =
                switch (topic) {
                    case REQUESTS -> EventType.REQUEST;
                    case TO_INFER -> EventType.WORK;
                    case RESULTS -> EventType.REPLIED;
                    case DELIVERY_STATUS -> EventType.DELIVERY;
                    case CONVERSATIONS -> EventType.NOTE;
                    case TRAFFIC -> EventType.TRAFFIC;
                };
        return new EventHeaders(
                        type.word(),
                        type.version(),
                        Mode.REPLY,
                        tenant,
                        "p-%s-%d".formatted(type.word(), i),
                        "poisoned",
                        null,
                        null)
                .toMap();
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            Topic topic,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers)
            throws InterruptedException, ExecutionException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.topicName(), key, value);
        headers.forEach(record.headers()::add);
        producer.send(record).get();
    }
}
