package dev.repartee.tools;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressPolicy;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.postgres.TenantScope;
import dev.repartee.testing.MigratedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolSectionTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final AssistantId CLERK = new AssistantId("clerk");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final EgressPolicy POLICY = new EgressPolicy(EgressConfig.defaults());
    private static final String ORDERS =
            """
            "orders": {"type": "http", "description": "Says where an order is",
              "url": "https://api.example.com/orders/{id}",
              "parameters": {"type": "object", "required": ["id"],
                "properties": {"id": {"type": "string"}}},
              "headers": {"Authorization": "Bearer ${token}"}, "secrets": {"token": "${ORDERS_TOKEN}"}}
            """;
    private static final String STOCK =
            """
            "stock": {"type": "mcp", "url": "https://tools.example.com/mcp", "tools": ["count"]}
            """;

    @TempDir private static Path folder;

    private static Database database;
    private static ToolStore store;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.open(Schema.MAIN);
        execute(
                database,
                "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A'), ('other', 'O')");
        AssistantStore assistants = new AssistantStore(database, Clock.systemUTC());
        assistants.save(ACME, Assistant.plain(CLERK, "Clerk"));
        assistants.save(OTHER, Assistant.plain(CLERK, "Clerk"));
        store =
                new ToolStore(
                        database,
                        new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key"))),
                        POLICY);
        store.refresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void anAssistantHasExactlyTheToolsOfItsFile() {
        ToolSection section = section("s3cret");
        JsonNode both = json("{" + ORDERS + "," + STOCK + "}");
        section.check(ACME, CLERK, both);

        assertThat(section.apply(ACME, CLERK, both)).isTrue();
        assertThat(section.apply(ACME, CLERK, both)).isFalse();
        assertThat(secret()).isEqualTo("s3cret");
        assertThat(section.export(ACME, CLERK).orElseThrow().toString())
                .contains("orders", "stock", "Bearer ${token}")
                .doesNotContain("s3cret", "ORDERS_TOKEN");

        assertThat(section("other").apply(ACME, CLERK, both)).isTrue();
        assertThat(secret()).isEqualTo("other");

        assertThat(section.apply(ACME, CLERK, json("{" + STOCK + "}"))).isTrue();
        assertThat(store.of(ACME, CLERK)).hasSize(1);
        assertThat(section.apply(ACME, CLERK, json("{}"))).isTrue();
        assertThat(section.export(ACME, CLERK)).isEmpty();
    }

    @Test
    void whatIsExportedKeepsTheSecretsThatAreStored() {
        ToolSection section = section("s3cret");
        section.apply(ACME, CLERK, json("{" + ORDERS + "}"));
        JsonNode exported = section.export(ACME, CLERK).orElseThrow();

        ToolSection elsewhere = new ToolSection(store, POLICY, Map.of());
        elsewhere.check(ACME, CLERK, exported);
        assertThat(elsewhere.apply(ACME, CLERK, exported)).isFalse();
        assertThat(secret()).isEqualTo("s3cret");
        section.apply(ACME, CLERK, json("{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[]~definition",
                "{'orders': 7}~orders",
                "{'Bad-Name': {'type': 'mcp', 'url': 'https://a.example/m', 'tools': ['x']}}~Bad-Name.name",
                "{'t': {'type': 'mcp', 'url': 'https://a.example:22/m', 'tools': ['x']}}~t.url",
                "{'t': {'type': 'mcp', 'url': 'https://a.example/m', 'tools': ['x'],"
                        + " 'headers': {'X-Key': '${key}'}}}~t.headers.X-Key",
                "{'t': {'type': 'mcp', 'url': 'https://a.example/m', 'tools': ['x'],"
                        + " 'secrets': {'key': 'written down'}}}~t.secrets.key",
                "{'t': {'type': 'mcp', 'url': 'https://a.example/m', 'tools': ['x'],"
                        + " 'secrets': {'key': '${NOT_SET}'}}}~t.secrets.key",
                "{'t': {'type': 'mcp', 'url': 'https://a.example/m', 'tools': ['x'],"
                        + " 'secrets': 'all'}}~t.secrets"
            })
    void saysWhichFieldOfWhichToolIsWrong(String part, String field) {
        assertThatExceptionOfType(InvalidFields.class)
                .isThrownBy(
                        () -> section("s3cret").check(ACME, CLERK, json(part.replace('\'', '"'))))
                .satisfies(
                        invalid ->
                                assertThat(invalid.errors())
                                        .extracting(FieldError::field)
                                        .contains(field));
    }

    @Test
    void aChangeWithinOneTenantsScopeLeavesTheToolsOfOthersInMemory() {
        section("s3cret").apply(OTHER, CLERK, json("{" + STOCK + "}"));

        TenantScope.within(
                ACME,
                () -> {
                    section("s3cret").apply(ACME, CLERK, json("{" + ORDERS + "}"));
                    return store;
                });

        assertThat(store.of(OTHER, CLERK)).hasSize(1);
        section("s3cret").apply(ACME, CLERK, json("{}"));
    }

    private static ToolSection section(String token) {
        return new ToolSection(store, POLICY, Map.of("ORDERS_TOKEN", token));
    }

    private static String secret() {
        return store.open(store.find(ACME, CLERK, "orders").orElseThrow()).secrets().get("token");
    }

    private static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
