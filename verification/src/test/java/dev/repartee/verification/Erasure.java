package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.postgres.DatabaseConfig;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.RunningSystem;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** P8: after an erasure the user's text is in no table, no key of Redis and no answer. */
class Erasure {

    private final RunningSystem system;
    private final Promises promises;

    Erasure(RunningSystem system, Promises promises) {
        this.system = system;
        this.promises = promises;
    }

    void textIsNowhere() {
        String user = Promises.user();
        String secret = "quagga" + UUID.randomUUID().toString().replace("-", "");
        ApiClient client = promises.client();
        client.accept(
                ApiClient.message(user, "told", secret + " said ana@example.com")
                        .put("assistantId", Promises.STUBBED));
        await().atMost(Duration.ofMinutes(2)).until(() -> promises.ended(user, "told"));
        assertThat(client.stored(user, "told").toString()).contains(secret);
        client.accept(
                ApiClient.message(user, "flying", "sleep 2500 " + secret)
                        .put("assistantId", Promises.STUBBED));
        ApiClient.Answer erased = client.delete("/api/v1/users/" + user);
        assertThat(erased.status()).as(erased.toString()).isEqualTo(200);
        assertThat(erased.body().path("logHoldsUntil").asString()).isNotEmpty();
        afterErasure();
        await().atMost(Duration.ofMinutes(2)).until(() -> promises.ended(user, "flying"));
        assertThat(client.stored(user, "told").toString())
                .doesNotContain(secret)
                .doesNotContain("ana@example.com");
        assertThat(places(secret)).isEmpty();
        assertThat(places("ana@example.com")).isEmpty();
    }

    /** Where a sabotage may undo what the erasure did. */
    void afterErasure() {}

    private List<String> places(String text) {
        List<String> places = new ArrayList<>();
        tables(system.access().main(), text, places);
        tables(system.access().keys(), text, places);
        redis(text, places);
        return places;
    }

    private static void tables(DatabaseConfig database, String text, List<String> places) {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT quote_ident(table_name) FROM information_schema.tables"
                                    + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            String hex = hex(text);
            for (String table : tables) {
                try (ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM %s t WHERE t::text LIKE '%%%s%%' OR t::text LIKE '%%%s%%'"
                                        .formatted(table, text, hex))) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        places.add(table);
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void redis(String text, List<String> places) {
        try (RedisClient client = RedisClient.create(system.engines().addresses().redis());
                StatefulRedisConnection<byte[], byte[]> connection =
                        client.connect(ByteArrayCodec.INSTANCE)) {
            for (byte[] key : connection.sync().keys("*")) {
                byte[] dump = connection.sync().dump(key);
                String content =
                        new String(key, StandardCharsets.ISO_8859_1)
                                + (dump == null
                                        ? ""
                                        : new String(dump, StandardCharsets.ISO_8859_1));
                if (content.contains(text)) {
                    places.add("redis " + new String(key, StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
