package dev.repartee.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditedRecordsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditedRecords records =
            new AuditedRecords(new AuditMetrics(registry, Clock.systemUTC()));
    private final OpenRequests requests = new OpenRequests(type -> {});

    @ParameterizedTest
    @ValueSource(strings = {"request", "replied", "resend", "nonsense"})
    void countsARecordWithoutKeyAndValueAsUnreadable(String type) {
        ConsumerRecord<byte[], byte[]> empty = record(type);

        records.request(empty, requests);
        records.result(empty, requests);

        assertThat(requests.size()).isZero();
        assertThat(registry.get("repartee_audit_unreadable").counter().count())
                .isGreaterThanOrEqualTo(1);
    }

    @Test
    void countsARecordWithoutHeadersAsUnreadable() {
        records.result(new ConsumerRecord<>(Topic.RESULTS.topicName(), 0, 1, null, null), requests);

        assertThat(registry.get("repartee_audit_unreadable").counter().count()).isEqualTo(1);
    }

    private static ConsumerRecord<byte[], byte[]> record(String type) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topic.RESULTS.topicName(), 0, 1, null, null);
        Map.of("type", type, "v", "1", "tenant", "demo", "requestId", "r")
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
