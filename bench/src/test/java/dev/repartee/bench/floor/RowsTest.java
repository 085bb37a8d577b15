package dev.repartee.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.embedded.TestEngines;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.postgres.Schema;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final int PAYLOAD = 300;

    private final TestEngines.Database place = TestEngines.postgres();

    @Test
    void storesWhatWasReadTogether() throws Exception {
        try (Rows rows = new Rows(place.fullUrl(), "rows");
                Connection connection = DriverManager.getConnection(place.fullUrl());
                Statement statement = connection.createStatement()) {
            ConsumerRecords<byte[], byte[]> records = records(1_000);

            rows.take(records);

            ResultSet found =
                    statement.executeQuery(
                            "SELECT *, entities -> 0 ->> 'text' AS phrase, stored_at > now() -"
                                    + " interval '1 hour' AND stored_at <= now() AS now FROM rows"
                                    + " ORDER BY request_id");
            for (ConsumerRecord<byte[], byte[]> record : records) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString("user_id")).isEqualTo(text(record.key()));
                assertThat(found.getBytes("inbound_text")).isEqualTo(record.value());
                assertThat(found.getBytes("reply_text")).isEqualTo(record.value());
                assertThat(found.getString("phrase")).isEqualTo(text(record.value(), 64));
                assertThat(found.getDouble("intent_confidence")).isEqualTo(0.9);
                assertThat(found.getLong("log_offset")).isEqualTo(record.offset());
                assertThat(found.getInt("log_partition")).isEqualTo(record.partition());
                assertThat(found.getBoolean("erased")).isFalse();
                assertThat(found.getBoolean("now")).isTrue();
                assertThat(found.getString("parked_offset")).isNull();
            }
            assertThat(found.next()).isFalse();
        }
    }

    @Test
    void haveTheColumnsAndIndexesOfTheRealTable() throws Exception {
        try (Database real =
                Database.open(
                        DatabaseConfig.defaults(place.url(), place.user(), place.password()),
                        new SimpleMeterRegistry())) {
            real.migrate(Schema.MAIN);
        }
        try (Rows _ = new Rows(place.fullUrl(), "rows");
                Connection connection = DriverManager.getConnection(place.fullUrl())) {
            assertThat(shape(connection, "rows")).isEqualTo(shape(connection, "chat_messages"));
        }
    }

    /** Columns with their types, and what is indexed how. */
    private static Set<String> shape(Connection connection, String table) throws Exception {
        Set<String> shape = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet lines =
                        statement.executeQuery(
                                """
                                SELECT column_name || ' ' || data_type FROM information_schema.columns
                                WHERE table_name = '%1$s'
                                UNION ALL
                                SELECT substring(indexdef FROM 'USING .*') FROM pg_indexes
                                WHERE tablename = '%1$s'
                                """
                                        .formatted(table))) {
            while (lines.next()) {
                shape.add(lines.getString(1));
            }
        }
        return shape;
    }

    private static ConsumerRecords<byte[], byte[]> records(int count) {
        Message message = new Message(PAYLOAD);
        List<ConsumerRecord<byte[], byte[]>> records =
                LongStream.range(0, count).mapToObj(n -> record(n, message.bytes(n))).toList();
        return new ConsumerRecords<>(Map.of(new TopicPartition("topic", 3), records), Map.of());
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] message) {
        byte[] key = Arrays.copyOf(message, Message.KEY);
        byte[] value = Arrays.copyOfRange(message, Message.KEY, message.length);
        return new ConsumerRecord<>("topic", 3, offset, key, value);
    }

    private static String text(byte[] bytes) {
        return text(bytes, bytes.length);
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
