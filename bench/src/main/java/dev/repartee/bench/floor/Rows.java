package dev.repartee.bench.floor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Stores each message as a row like those of {@code chat_messages}, all that were read together in
 * one binary {@code COPY}, which is one transaction.
 */
final class Rows implements Hop.Step, AutoCloseable {

    private static final OffsetDateTime EPOCH = OffsetDateTime.parse("2000-01-01T00:00:00Z");
    private static final short COLUMNS = 45;
    private static final int TIMES = 6;
    private static final int ROW = 1_024;

    private static final byte[] COPY_HEAD =
            "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TENANT = columns("bench");
    private static final byte[] ASSISTANT_TO_STATE =
            columns("assistant", null, "reply", "http", "replied");
    private static final byte[] LANGUAGE = columns("en", null);
    private static final byte[] SOURCE_TO_INTENT =
            columns(
                    "model",
                    json("{\"model\":{\"name\":\"stub\"},\"citations\":[],\"language\":\"en\"}"),
                    false,
                    false,
                    null,
                    "stub",
                    60,
                    200L,
                    "nlp-api",
                    "question",
                    0.9);
    private static final byte[] ENTITY = json("[{\"end\":64,\"start\":0,\"text\":\"");
    private static final byte[] ENTITY_END = ascii("\",\"type\":\"phrase\"}]");
    private static final byte[] FAILURE_AND_DELIVERY = columns(null, null, null, "acknowledged", 1);
    private static final byte[] SUPERSEDES_TO_HANDOVER = columns(false, null, false, null, null);

    private final Connection connection;
    private final String table;

    Rows(String url, String table) throws SQLException, IOException {
        this.connection = DriverManager.getConnection(url);
        this.table = table;
        try (Statement statement = connection.createStatement();
                InputStream sql = Rows.class.getResourceAsStream("rows.sql")) {
            byte[] text = Objects.requireNonNull(sql).readAllBytes();
            statement.execute(new String(text, StandardCharsets.UTF_8).formatted(table));
        }
    }

    @Override
    public void take(ConsumerRecords<byte[], byte[]> records) {
        try {
            CopyIn copy =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY %s FROM STDIN (FORMAT binary)".formatted(table));
            int payload = records.iterator().next().value().length;
            ByteBuffer out = ByteBuffer.allocate(64 + records.count() * (ROW + 2 * payload));
            out.put(COPY_HEAD);
            long micros = Duration.between(EPOCH, OffsetDateTime.now()).toNanos() / 1_000;
            int day = (int) (LocalDate.now().toEpochDay() - EPOCH.toLocalDate().toEpochDay());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                row(out, record, micros, day);
            }
            out.putShort((short) -1);
            copy.writeToCopy(out.array(), 0, out.position());
            copy.endCopy();
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + table);
        }
    }

    private static void row(
            ByteBuffer out, ConsumerRecord<byte[], byte[]> record, long micros, int day) {
        byte[] value = record.value();
        out.putShort(COLUMNS).putInt(Integer.BYTES).putInt(day).put(TENANT);
        out.putInt(Message.KEY).put(record.key());
        out.putInt(Message.NUMBER).put(value, 0, Message.NUMBER);
        out.putInt(Message.KEY).put(record.key()).put(ASSISTANT_TO_STATE);
        out.putInt(value.length).put(value).put(LANGUAGE);
        out.putInt(value.length).put(value).put(SOURCE_TO_INTENT);
        out.putInt(ENTITY.length + Message.PHRASE + ENTITY_END.length).put(ENTITY);
        out.put(value, 0, Message.PHRASE).put(ENTITY_END).put(FAILURE_AND_DELIVERY);
        for (int time = 0; time < TIMES; time++) {
            out.putInt(Long.BYTES).putLong(micros);
        }
        out.putInt(Integer.BYTES).putInt(record.partition());
        out.putInt(Long.BYTES).putLong(record.offset());
        out.putInt(Long.BYTES).putLong(record.offset()).put(SUPERSEDES_TO_HANDOVER);
    }

    private static byte[] columns(@Nullable Object... values) {
        ByteBuffer out = ByteBuffer.allocate(ROW);
        for (Object value : values) {
            switch (value) {
                case null -> out.putInt(-1);
                case byte[] bytes -> out.putInt(bytes.length).put(bytes);
                case String text -> out.putInt(text.length()).put(ascii(text));
                case Boolean bool -> out.putInt(1).put((byte) (bool ? 1 : 0));
                case Integer number -> out.putInt(Integer.BYTES).putInt(number);
                case Long number -> out.putInt(Long.BYTES).putLong(number);
                case Double number -> out.putInt(Double.BYTES).putDouble(number);
                default -> throw new IllegalArgumentException("no column holds a " + value);
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** As {@code jsonb} is sent: a version, then text. */
    private static byte[] json(String text) {
        return ascii("\u0001" + text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
