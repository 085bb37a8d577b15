package dev.repartee.tools.call;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.tools.ToolAnswer;
import dev.repartee.tools.ToolCallLog;
import dev.repartee.tools.ToolForm;
import dev.repartee.tools.ToolSpec;
import dev.repartee.tools.ToolStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ToolboxTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final AssistantId ASSISTANT = new AssistantId("clerk");
    private static final Toolbox.Caller CALLER =
            new Toolbox.Caller(TENANT, ASSISTANT, "r-1", false);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final CountDownLatch END = new CountDownLatch(1);

    @TempDir private static Path folder;

    private static final List<ToolCallLog.Call> AUDIT = new CopyOnWriteArrayList<>();
    private static Database database;
    private static McpTestServer mcp;
    private static HttpServer http;
    private static EgressHttp egress;
    private static ToolStore store;
    private static Toolbox toolbox;

    @BeforeAll
    static void start() throws Exception {
        database = MigratedDatabase.open(Schema.MAIN);
        execute(database, "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A')");
        new AssistantStore(database, Clock.systemUTC())
                .save(TENANT, Assistant.plain(ASSISTANT, "Clerk"));
        mcp = new McpTestServer(folder);
        http = shop();
        egress =
                new EgressHttp(
                        EgressConfig.defaults()
                                .withInternal(
                                        List.of(
                                                "127.0.0.1:" + mcp.port(),
                                                "127.0.0.1:" + http.getAddress().getPort())),
                        new SimpleMeterRegistry());
        store =
                new ToolStore(
                        database,
                        new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key"))),
                        egress.policy());
        toolbox =
                new Toolbox(
                        store, egress, AUDIT::add, new SimpleMeterRegistry(), Clock.systemUTC());
        save(
                "warehouse",
                """
                {"type": "mcp", "url": "http://127.0.0.1:%d/mcp", "tools": ["stock", "broken"],
                 "readOnlyTools": ["stock"]}
                """
                        .formatted(mcp.port()));
        save("order", definition("GET", "/orders/{id}", true));
        save("cancel", definition("POST", "/cancel/{id}", false));
        save("slow", definition("GET", "/slow/{id}", true));
        save("big", definition("GET", "/big/{id}", true));
        save("away", definition("GET", "/away/{id}", true));
    }

    @AfterAll
    static void stop() throws Exception {
        END.countDown();
        toolbox.close();
        egress.close();
        http.stop(0);
        mcp.close();
        database.close();
    }

    @Test
    void offersWhatIsAllowedAndNothingElseOfAServer() {
        assertThat(toolbox.offered(CALLER))
                .extracting(ToolSpec::name)
                .contains("order", "cancel", "warehouse__stock", "warehouse__broken")
                .doesNotContain("warehouse__delete_all");
        assertThat(
                        toolbox.offered(CALLER).stream()
                                .filter(spec -> spec.name().equals("warehouse__stock"))
                                .findAny()
                                .orElseThrow()
                                .parameters()
                                .toString())
                .contains("article");
    }

    @Test
    void callsAToolOfAServer() throws Exception {
        ToolAnswer answer =
                toolbox.call(CALLER, "warehouse__stock", "{\"article\":\"tyre\"}", PATIENCE);
        assertThat(answer).isEqualTo(new ToolAnswer(ToolAnswer.DONE, "7 pieces of tyre"));
        assertThat(AUDIT.getLast().tool()).isEqualTo("warehouse__stock");
        assertThat(AUDIT.getLast().requestId()).isEqualTo("r-1");
    }

    @Test
    void aToolOfAServerThatIsNotListedIsNeverCalled() throws Exception {
        assertThat(
                        toolbox.call(
                                        CALLER,
                                        "warehouse__delete_all",
                                        "{\"sure\":\"yes\"}",
                                        PATIENCE)
                                .outcome())
                .isEqualTo(ToolAnswer.REFUSED);
    }

    @Test
    void anErrorOfAToolIsToldToTheModel() throws Exception {
        ToolAnswer answer = toolbox.call(CALLER, "warehouse__broken", "{\"why\":\"x\"}", PATIENCE);
        assertThat(answer.outcome()).isEqualTo(ToolAnswer.FAILED);
        assertThat(answer.text()).contains("no such article");
    }

    @Test
    void callsAnHttpToolWithItsSecretAndCheckedArguments() throws Exception {
        ToolAnswer answer =
                toolbox.call(CALLER, "order", "{\"id\":\"A/7?x=1\",\"note\":\"a b\"}", PATIENCE);
        assertThat(answer.outcome()).isEqualTo(ToolAnswer.DONE);
        assertThat(answer.text()).isEqualTo("GET /orders/A%2F7%3Fx%3D1?note=a%20b key-1 ");
        assertThat(toolbox.call(CALLER, "cancel", "{\"id\":\"7\",\"note\":\"n\"}", PATIENCE).text())
                .isEqualTo("POST /cancel/7 key-1 {\"note\":\"n\"}");
    }

    @Test
    void argumentsThatDoNotFitAreToldToTheModelAndNotSent() throws Exception {
        for (String arguments :
                List.of("{}", "{\"id\":5}", "[]", "no json", "{\"id\":\"x\",\"z\":1}")) {
            assertThat(toolbox.call(CALLER, "order", arguments, PATIENCE).outcome())
                    .as(arguments)
                    .isEqualTo(ToolAnswer.REFUSED);
        }
    }

    @Test
    void timeSizeAndHostsAreBounded() throws Exception {
        assertThat(toolbox.call(CALLER, "slow", "{\"id\":\"1\"}", Duration.ofMillis(300)).outcome())
                .isEqualTo("timeout");
        assertThat(toolbox.call(CALLER, "big", "{\"id\":\"1\"}", PATIENCE).outcome())
                .isEqualTo("too_large");
        assertThat(toolbox.call(CALLER, "away", "{\"id\":\"1\"}", PATIENCE).outcome())
                .isIn("bad_redirect", "refused_url", "refused_address");
    }

    @Test
    void inARehearsalNothingWithEffectsIsOfferedOrCalled() throws Exception {
        Toolbox.Caller rehearsal = new Toolbox.Caller(TENANT, ASSISTANT, "r-2", true);
        assertThat(toolbox.offered(rehearsal))
                .extracting(ToolSpec::name)
                .contains("order", "warehouse__stock")
                .doesNotContain("cancel", "warehouse__broken");
        assertThat(toolbox.call(rehearsal, "cancel", "{\"id\":\"7\"}", PATIENCE).outcome())
                .isEqualTo(ToolAnswer.REFUSED);
        assertThat(
                        toolbox.call(rehearsal, "warehouse__broken", "{\"why\":\"x\"}", PATIENCE)
                                .outcome())
                .isEqualTo(ToolAnswer.REFUSED);
    }

    @Test
    void aServerThatIsGoneOffersNothingAndBreaksNothing() {
        save(
                "gone",
                """
                {"type": "mcp", "url": "http://127.0.0.1:%d/nothing", "tools": ["x"], "timeoutSeconds": 2}
                """
                        .formatted(http.getAddress().getPort()));
        assertThat(toolbox.offered(CALLER))
                .extracting(ToolSpec::name)
                .contains("order")
                .noneMatch(name -> name.startsWith("gone"));
        store.delete(TENANT, ASSISTANT, "gone");
    }

    @Test
    void anotherTenantHasNoneOfIt() throws Exception {
        Toolbox.Caller other = new Toolbox.Caller(new TenantId("beta"), ASSISTANT, "r", false);
        assertThat(toolbox.offered(other)).isEmpty();
        assertThat(toolbox.call(other, "order", "{\"id\":\"7\"}", PATIENCE).outcome())
                .isEqualTo(ToolAnswer.REFUSED);
    }

    private static String definition(String method, String path, boolean readOnly) {
        return """
        {"type": "http", "description": "d", "method": "%s", "readOnly": %s, "maxBytes": 5000,
         "url": "http://127.0.0.1:%d%s", "headers": {"X-Key": "${key}"},
         "parameters": {"type": "object", "required": ["id"], "additionalProperties": false,
                        "properties": {"id": {"type": "string"}, "note": {"type": "string"}}}}
        """
                .formatted(method, readOnly, http.getAddress().getPort(), path);
    }

    private static void save(String name, String form) {
        store.save(
                TENANT,
                ASSISTANT,
                ToolForm.read(name, JsonMapper.builder().build().readTree(form), egress.policy()),
                Map.of("key", "key-1"));
    }

    private static HttpServer shop() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().toString();
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    String said =
                            exchange.getRequestMethod()
                                    + " "
                                    + path
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("X-Key")
                                    + " "
                                    + body;
                    try (exchange) {
                        if (path.startsWith("/slow")) {
                            END.await(30, TimeUnit.SECONDS);
                        }
                        if (path.startsWith("/away")) {
                            exchange.getResponseHeaders()
                                    .set("Location", "http://169.254.169.254/latest/meta-data");
                            exchange.sendResponseHeaders(302, -1);
                            return;
                        }
                        if (path.startsWith("/nothing")) {
                            exchange.sendResponseHeaders(404, -1);
                            return;
                        }
                        byte[] bytes =
                                (path.startsWith("/big") ? "x".repeat(6_000) : said)
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "text/plain");
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        server.start();
        return server;
    }
}
