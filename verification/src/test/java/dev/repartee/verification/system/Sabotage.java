package dev.repartee.verification.system;

import dev.repartee.contract.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Breaks promises on purpose: an interceptor of Kafka's own between a stage and the log. Production
 * code has no switch for it.
 */
public abstract class Sabotage
        implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {

    /** Records sent here are as good as dropped, though the log acknowledges them. */
    public static final String NOWHERE = Topic.TRAFFIC.topicName();

    abstract ProducerRecord<byte[], byte[]> changed(ProducerRecord<byte[], byte[]> record);

    @Override
    public final ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        return changed(record);
    }

    static boolean on(ProducerRecord<byte[], byte[]> record, Topic topic) {
        return record.topic().equals(topic.topicName());
    }

    static ProducerRecord<byte[], byte[]> dropped(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(NOWHERE, null, record.key(), record.value(), record.headers());
    }

    static String header(ProducerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** One of so many messages, and that one whenever it is sent again. */
    static boolean oneOf(int messages, ProducerRecord<byte[], byte[]> record) {
        return Math.floorMod(header(record, "requestId").hashCode(), messages) == 0;
    }

    /** P1: the gateway acknowledges, but one request of three never reaches its topic. */
    public static final class AcceptsWithoutStoring extends Sabotage {

        @Override
        ProducerRecord<byte[], byte[]> changed(ProducerRecord<byte[], byte[]> record) {
            return on(record, Topic.REQUESTS) && oneOf(3, record) ? dropped(record) : record;
        }
    }

    /** P2: work is spread over lanes of its own, so that a quick answer overtakes a slow one. */
    public static final class ForgetsTheConversation extends Sabotage {
        private final AtomicLong seen = new AtomicLong();

        @Override
        ProducerRecord<byte[], byte[]> changed(ProducerRecord<byte[], byte[]> record) {
            if (on(record, Topic.TO_INFER)) {
                record.headers().remove("conversation");
                record.headers()
                        .add(
                                "conversation",
                                ("c-" + seen.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
            }
            return record;
        }
    }

    /** P3: a request that comes again gets another id, and so an effect of its own. */
    public static final class ForgetsTheId extends Sabotage {
        private final AtomicLong seen = new AtomicLong();

        @Override
        ProducerRecord<byte[], byte[]> changed(ProducerRecord<byte[], byte[]> record) {
            if (!on(record, Topic.REQUESTS)) {
                return record;
            }
            String id = header(record, "requestId");
            String other = id + "-" + seen.incrementAndGet();
            byte[] value =
                    new String(record.value(), StandardCharsets.UTF_8)
                            .replace("\"" + id + "\"", "\"" + other + "\"")
                            .getBytes(StandardCharsets.UTF_8);
            record.headers().remove("requestId");
            record.headers().add("requestId", other.getBytes(StandardCharsets.UTF_8));
            return new ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), value, record.headers());
        }
    }

    /** P4: one result of four is lost on its way into the log. */
    public static final class LosesResults extends Sabotage {

        @Override
        ProducerRecord<byte[], byte[]> changed(ProducerRecord<byte[], byte[]> record) {
            return on(record, Topic.RESULTS) && oneOf(4, record) ? dropped(record) : record;
        }
    }

    /** P6: a stage that drops its results while Redis does not answer. */
    public static final class NeedsRedis extends Sabotage {

        /** The property that says where Redis listens. */
        static final String PORT = "sabotage.redis.port";

        private volatile int port;

        @Override
        ProducerRecord<byte[], byte[]> changed(ProducerRecord<byte[], byte[]> record) {
            return on(record, Topic.RESULTS) && !answers() ? dropped(record) : record;
        }

        private boolean answers() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException refused) {
                return false;
            }
        }

        @Override
        public void configure(Map<String, ?> configs) {
            port = Integer.parseInt(String.valueOf(configs.get(PORT)));
        }
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
