package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.Device;
import dev.repartee.verification.system.ModelStub;
import dev.repartee.verification.system.RoleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The roles in processes of their own, over engines that they share, as in a cluster. */
class ClusterTest {

    private static final String WORKER_ROLES = "--roles=dispatch,inference,history,audit";
    private static final int CONVERSATIONS = 5;
    private static final int MESSAGES_EACH = 4;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration TAKEN_OVER = Duration.ofMinutes(3);

    @TempDir private Path folder;

    private final List<RoleProcess> processes = new ArrayList<>();
    private ModelStub model;
    private Path data;
    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        model = ModelStub.start();
        data = folder.resolve("data");
        config = folder.resolve("repartee.yaml");
        Files.writeString(config, Promises.settings(model, ""));
    }

    @AfterEach
    void endAll() {
        processes.reversed().forEach(RoleProcess::close);
        model.close();
    }

    @Test
    void everyMessageEndsOnceAndInOrderThoughTheProcessThatAnswersItDies() {
        start("engines").ready();
        RoleProcess edge = up("--roles=gateway,control,delivery", "--port=0");
        RoleProcess worker = up(WORKER_ROLES);
        edge.ready();
        worker.ready();
        FirstRun credentials = FirstRun.read(data);
        assertThat(credentials.url()).isEqualTo(edge.gateway());
        ApiClient client = new ApiClient(edge.gateway(), credentials.apiKey());
        Promises.prepare(client);

        repliesComeFromTheOtherProcess(client);
        RoleProcess successor = anotherTakesOver(client, worker);

        int accepted = 1 + 3 + CONVERSATIONS * MESSAGES_EACH;
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(audit())
                                        .containsEntry("accepted", accepted)
                                        .containsEntry("replied", accepted)
                                        .containsEntry("open", 0)
                                        .containsEntry("missing", 0));

        List<RoleProcess> running = processes.stream().filter(RoleProcess::isAlive).toList();
        assertThat(running).hasSize(3).contains(edge, successor);
        running.forEach(RoleProcess::terminate);
        running.forEach(RoleProcess::awaitEnd);
    }

    private void repliesComeFromTheOtherProcess(ApiClient client) {
        try (Stream<String> lines =
                client.stream(
                        ApiClient.message("http", "streamed", "over HTTP")
                                .put("assistantId", Promises.STUBBED))) {
            assertThat(String.join("\n", lines.toList()))
                    .contains("event: reply", "You said: over HTTP");
        }
        try (Device device = Device.connect(client, "socket", "phone")) {
            Promises.say(device, "slow", "sleep 500 and answer", Promises.GREETER);
            Promises.say(device, "rule", "hello", Promises.GREETER);
            Promises.say(device, "quick", "quick question", Promises.GREETER);
            device.reply("quick");
            assertThat(device.shown())
                    .as(device.toString())
                    .containsExactly("slow", "rule", "quick");
        }
    }

    /** Kills the only process that answers while it has the first of every conversation in hand. */
    private RoleProcess anotherTakesOver(ApiClient client, RoleProcess worker) {
        Map<String, Device> devices = new LinkedHashMap<>();
        try {
            for (int i = 0; i < CONVERSATIONS; i++) {
                String user = "user-" + i;
                devices.put(user, Device.connect(client, user, "phone"));
                ids().forEach(
                                id ->
                                        client.accept(
                                                ApiClient.message(user, id, text(user, id))
                                                        .put("assistantId", Promises.STUBBED)));
            }
            await().atMost(SOON)
                    .until(
                            () ->
                                    devices.keySet().stream()
                                            .allMatch(
                                                    user ->
                                                            model.asked()
                                                                    .contains(text(user, "m-0"))));
            RoleProcess successor = up(WORKER_ROLES);
            worker.kill();
            assertThat(devices.values()).allMatch(device -> device.shown().size() < MESSAGES_EACH);
            successor.ready();
            devices.forEach((user, device) -> assertAnswered(client, user, device));
            return successor;
        } finally {
            devices.values().forEach(Device::close);
        }
    }

    private static void assertAnswered(ApiClient client, String user, Device device) {
        await().atMost(TAKEN_OVER)
                .untilAsserted(
                        () ->
                                assertThat(device.shown())
                                        .as(device.toString())
                                        .containsExactlyElementsOf(ids()));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(ids())
                                        .allSatisfy(
                                                id ->
                                                        assertThat(
                                                                        client.stored(user, id)
                                                                                .toString())
                                                                .contains(
                                                                        "\"status\":\"replied\"",
                                                                        "You said: "
                                                                                + text(user, id))));
        String conversation = client.stored(user, "m-0").path("conversationId").asString();
        JsonNode rows =
                client.get(
                                "/api/v1/conversations/"
                                        + conversation
                                        + "/messages?order=oldest&userId="
                                        + user)
                        .body()
                        .path("messages");
        assertThat(rows.valueStream().map(row -> row.path("requestId").asString()))
                .containsExactlyElementsOf(ids());
    }

    /** What {@code repartee audit} prints, by the names of its rows. */
    private Map<String, Integer> audit() {
        RoleProcess audit = start("audit");
        assertThat(audit.exitCode()).as(audit::toString).isZero();
        Map<String, Integer> rows = new LinkedHashMap<>();
        audit.output()
                .lines()
                .map(line -> line.strip().split(" +"))
                .forEach(row -> rows.put(row[0], Integer.valueOf(row[1])));
        return rows;
    }

    private RoleProcess up(String... options) {
        return start(
                Stream.of(Stream.of("up", "--config=" + config), Stream.of(options))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    private RoleProcess start(String... command) {
        String[] complete =
                Stream.concat(Stream.of(command), Stream.of("--data=" + data))
                        .toArray(String[]::new);
        RoleProcess process = RoleProcess.start(complete);
        processes.add(process);
        return process;
    }

    private static List<String> ids() {
        return IntStream.range(0, MESSAGES_EACH).mapToObj(i -> "m-" + i).toList();
    }

    /** The first one takes so long that nobody has all replies when the process is killed. */
    private static String text(String user, String id) {
        String pause = id.equals("m-0") ? "8000" : "1000";
        return "sleep " + pause + " before you answer " + user + " " + id;
    }
}
