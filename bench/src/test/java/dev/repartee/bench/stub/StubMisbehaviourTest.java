package dev.repartee.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stub is slow, fails, hangs and trickles as it is told. */
class StubMisbehaviourTest extends StubScene {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void waitsAsLongAsTheMessageAsks() throws Exception {
        long start = System.nanoTime();
        complete("sleep 120 please", true);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(118));
    }

    @Test
    void failsWhenTheMessageAsksForIt() throws Exception {
        assertThat(complete("fail now", true).statusCode()).isEqualTo(500);
        assertThat(complete("poison", false).statusCode()).isEqualTo(500);
        assertThat(post("/nlp", "{\"text\":\"poison\",\"language\":\"en\"}").statusCode())
                .isEqualTo(500);
        await().atMost(PATIENCE).until(() -> stub.counts().errors() == 3);
    }

    @Test
    void refusesAndFailsAsOftenAsTold() throws Exception {
        stub.behaviour(QUICK.with(StubFaults.REFUSALS));
        HttpResponse<String> refused = complete("a", true);
        stub.behaviour(QUICK.with(StubFaults.ERRORS));
        HttpResponse<String> failed = complete("a", true);
        stub.behaviour(QUICK);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(complete("a", true).statusCode()).isEqualTo(200);
        StubCounts all = new StubCounts(3, 1, 1, 1, 0, 0, 0, 0);
        await().atMost(PATIENCE).until(() -> stub.counts().equals(all));
    }

    @Test
    void hangsUntilTheClientLeaves() throws IOException {
        stub.behaviour(QUICK.with(StubFaults.HANGS));
        try (Socket socket = new Socket("127.0.0.1", stub.url().getPort())) {
            socket.getOutputStream().write(request("/nlp", "{\"text\":\"a\"}"));
            await().atMost(PATIENCE)
                    .until(() -> stub.counts().open() == 1 && stub.counts().hung() == 1);
        }

        await().atMost(PATIENCE)
                .until(() -> stub.counts().abandoned() == 1 && stub.counts().open() == 0);
    }

    @Test
    void tricklesWithoutEnd() throws Exception {
        stub.behaviour(QUICK.with(StubFaults.TRICKLES));
        try (Socket socket = new Socket("127.0.0.1", stub.url().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request("/v1/chat/completions", body("Hi", true)));

            StringBuilder read = new StringBuilder();
            while (!read.toString().contains(" have")) {
                read.append((char) socket.getInputStream().read());
            }
            assertThat(stub.counts().trickled()).isEqualTo(1);
            assertThat(stub.counts().answered()).isZero();
        }
    }

    @Test
    void isSteeredFromAnotherProcess() throws Exception {
        StubBehaviour slow =
                QUICK.with(StubPace.around(300).withSlow(0.1, 10_000))
                        .with(new StubFaults(0.1, 0.2, 0.3, 0.4));
        try (StubClient steering = new StubClient(stub.url())) {
            steering.behaviour(slow);

            assertThat(steering.behaviour()).isEqualTo(slow).isEqualTo(stub.behaviour());
            assertThat(steering.counts()).isEqualTo(new StubCounts(0, 0, 0, 0, 0, 0, 0, 0));
        }
        assertThat(post("/stub/behaviour", "{\"error-rate\":0,\"latency\":7}").statusCode())
                .isEqualTo(200);
        assertThat(stub.behaviour())
                .isEqualTo(
                        slow.with(new StubPace(7, 30, 0.1, 10_000))
                                .with(new StubFaults(0, 0.2, 0.3, 0.4)));
    }

    @Test
    void keepsItsBehaviourWhenAskedForNonsense() throws Exception {
        for (String nonsense :
                List.of(
                        "{\"error-rate\":2}",
                        "{\"latency\":-1}",
                        "{\"chunks\":0}",
                        "{\"speed\":1}",
                        "{\"latency\":\"1\"}",
                        "[]",
                        "{")) {
            assertThat(post("/stub/behaviour", nonsense).statusCode()).isEqualTo(400);
        }
        assertThat(stub.behaviour()).isEqualTo(QUICK);
    }
}
