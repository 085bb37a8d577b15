package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    @Test
    void asksClientsToConnectElsewhereBeforeItCloses() throws InterruptedException {
        Harness gateway =
                Harness.start(
                        config ->
                                new GatewayConfig(
                                        config.network(),
                                        config.limits(),
                                        config.rates(),
                                        new GatewayConfig.Sockets(
                                                1,
                                                64 * 1024,
                                                64 * 1024,
                                                Duration.ofSeconds(30),
                                                Duration.ofMillis(200)),
                                        config.patience(),
                                        null));
        try (SocketScript anna = SocketScript.open(gateway, "anna", "default")) {
            anna.expectNothingMore();
            try (SocketScript second = SocketScript.open(gateway, "bert", "default")) {
                assertThat(second.expectClosed())
                        .isEqualTo(ErrorCode.TOO_MANY_CONNECTIONS.closeCode());
            }
            // not in the common pool, whose only thread a client's connecting may need
            Thread closing =
                    Thread.ofVirtual().start(() -> gateway.stage.close(Duration.ofSeconds(15)));

            assertThat(anna.expect("drain").get("reconnectAfterMs").longValue())
                    .isBetween(0L, 200L);
            assertThat(gateway.post("/api/v1/messages", "{}").headers().firstValue("Connection"))
                    .as("whoever keeps a connection is to use another one from now on")
                    .hasValue("close");
            try (SocketScript late = SocketScript.open(gateway, "carl", "default")) {
                assertThat(late.expectClosed()).isEqualTo(ErrorCode.GOING_AWAY.closeCode());
            }
            anna.expectNothingMore();
            assertThat(anna.expectClosed()).isEqualTo(ErrorCode.GOING_AWAY.closeCode());
            closing.join();
        } finally {
            gateway.close();
        }
    }
}
