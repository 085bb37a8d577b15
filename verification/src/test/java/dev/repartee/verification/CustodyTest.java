package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.app.FirstRun;
import dev.repartee.app.command.tenancy.AuditLogCommand;
import dev.repartee.app.command.tenancy.KeysCommand;
import dev.repartee.verification.system.Commands;
import dev.repartee.verification.system.Commands.Run;
import dev.repartee.verification.system.Door;
import dev.repartee.verification.system.Door.Answer;
import dev.repartee.verification.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a system keeps of people, and what becomes of it: over HTTP, and with the commands. */
class CustodyTest {

    private static RunningSystem system;
    private static String key;
    private static Commands commands;
    private static Door door;

    @BeforeAll
    static void start() {
        system = RunningSystem.start();
        key = FirstRun.read(system.data()).apiKey();
        commands = new Commands(system);
        door = new Door(system);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void aUsersDataIsExportedInOneCallAndErasedInOne() {
        String id = "m-mine";
        ask("mia", id, "the axolotl is called Bob");
        String consent = "/api/v1/users/mia/consents/training";
        assertThat(call("PUT", consent, "{\"granted\":true}").status()).isEqualTo(400);
        assertThat(call("PUT", consent, "{\"granted\":false,\"source\":\"widget 1\"}").status())
                .isEqualTo(200);
        assertThat(
                        call(
                                        "PUT",
                                        "/api/v1/users/mia/consents/everything",
                                        "{\"granted\":true,\"source\":\"widget 1\"}")
                                .status())
                .isEqualTo(400);
        assertThat(
                        call(
                                        "PUT",
                                        "/api/v1/messages/" + id + "/feedback?userId=mia",
                                        "{\"rating\":\"up\",\"comment\":\"axolotls are fine\"}")
                                .status())
                .isEqualTo(200);

        String export = call("GET", "/api/v1/users/mia/export", null).body();
        assertThat(export)
                .contains("the axolotl is called Bob", "axolotls are fine", "widget 1")
                .contains("\"type\":\"user\"", "\"type\":\"message\"");
        assertThat(call("GET", "/api/v1/audit-log", null).body())
                .contains("GET /api/v1/users/{userId}/export");

        assertThat(call("DELETE", "/api/v1/users/mia", null).status()).isEqualTo(200);
        assertThat(call("GET", "/api/v1/users/mia/export", null).body())
                .doesNotContain("axolotl", "widget 1");
    }

    @Test
    void aTenantChoosesHowLongItKeepsMessages() {
        assertThat(call("PUT", "/api/v1/retention", "{\"messageDays\":7}").status()).isEqualTo(400);
        assertThat(call("PUT", "/api/v1/retention", "{\"messageDays\":90}").body())
                .contains("\"messageDays\":90");
        assertThat(call("GET", "/api/v1/retention", null).json().path("messageDays").asInt())
                .isEqualTo(90);
        assertThat(call("PUT", "/api/v1/retention", "{}").status()).isEqualTo(200);
    }

    @Test
    void theMasterKeyIsRotatedWhileTheSystemRuns() throws IOException {
        ask("kim", "m-before", "the okapi came before");
        String before = Files.readString(system.data().resolve("master.key"));

        Run rotated = commands.run(new KeysCommand(), "rotate");

        assertThat(rotated.status()).as(rotated.toString()).isZero();
        assertThat(rotated.output()).contains("has a new primary");
        String after = Files.readString(system.data().resolve("master.key"));
        assertThat(after.length()).isGreaterThan(before.length());
        assertThat(primary(after)).isNotEqualTo(primary(before));
        assertThat(call("GET", "/api/v1/messages/m-before?userId=kim", null).body())
                .contains("okapi");
        ask("new-user", "m-after", "the tapir came after");
        ask("kim", "m-again", "the okapi came again");
        system.stopNode();
        system.startNode();
        assertThat(call("GET", "/api/v1/messages/m-before?userId=kim", null).body())
                .contains("okapi");
        assertThat(call("GET", "/api/v1/messages/m-after?userId=new-user", null).body())
                .contains("tapir");
    }

    @Test
    void theAuditLogIsCheckedAndExportedByCommand() {
        call("PUT", "/api/v1/retention", "{\"messageDays\":null}");
        Run intact = commands.run(new AuditLogCommand(), "verify", "--tenant", "demo");
        assertThat(intact.status()).as(intact.toString()).isZero();
        assertThat(intact.output()).contains("demo: ", "intact");

        Run exported = commands.run(new AuditLogCommand(), "export", "--tenant", "demo");
        assertThat(exported.status()).isZero();
        assertThat(exported.output().lines())
                .isNotEmpty()
                .allMatch(
                        line ->
                                JsonMapper.shared()
                                        .readTree(line)
                                        .path("tenant")
                                        .asString()
                                        .equals("demo"));

        RunningSystem.execute(
                system.access().main(),
                "INSERT INTO audit_log (tenant_id, sequence, at, actor, action, object, origin,"
                        + " status, hash) VALUES ('forged', 1, now(), 'x', 'x', 'x', 'x', 200,"
                        + " sha256('x'))");
        Run broken = commands.run(new AuditLogCommand(), "verify");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.output()).contains("forged: BROKEN at entry 1", "demo: ");
        assertThat(commands.run(new AuditLogCommand(), "verify", "--tenant", "demo").status())
                .isZero();
    }

    private static long primary(String keyset) {
        return JsonMapper.shared().readTree(keyset).path("primaryKeyId").asLong();
    }

    private static void ask(String user, String id, String text) {
        system.client().ask(user, id, text);
    }

    private static Answer call(String method, String path, @Nullable String body) {
        return door.call(method, path, key, body);
    }
}
