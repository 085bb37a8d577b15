package dev.repartee.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private final ClientAddress addresses =
            new ClientAddress(List.of("10.0.0.0/8", "127.0.0.1", "fd00::/8"));

    @Test
    void believesTrustedProxiesFromTheEnd() {
        assertThat(of("10.1.2.3", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(of("10.1.2.3", "6.6.6.6, 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(of("10.1.2.3", "203.0.113.9, 10.9.9.9")).isEqualTo("203.0.113.9");
        assertThat(of("fd00::1", "2001:db8::1")).isEqualTo("2001:db8::1");
        assertThat(of("10.1.2.3", "10.0.0.7")).as("all are ours").isEqualTo("10.0.0.7");
    }

    @Test
    void believesNobodyElse() {
        assertThat(of("203.0.113.9", "1.2.3.4")).isEqualTo("203.0.113.9");
        assertThat(of("11.0.0.1", "1.2.3.4")).isEqualTo("11.0.0.1");
        assertThat(of("10.1.2.3", null)).isEqualTo("10.1.2.3");
    }

    @Test
    void stopsAtWhatIsNoAddress() {
        assertThat(of("10.1.2.3", "evil.example")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", "")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", "1.2.3.4, , 10.0.0.7")).isEqualTo("10.0.0.7");
        assertThat(of("10.1.2.3", "999.1.1.1")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", ",".repeat(5_000))).isEqualTo("10.1.2.3");
    }

    @Test
    void refusesWhatIsNoNetwork() {
        for (String wrong : List.of("proxy", "10.0.0.0/33", "10.0.0.0/-1", "/8", "1.2.3.4.5/8")) {
            assertThatThrownBy(() -> new ClientAddress(List.of(wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private String of(String remote, String forwarded) {
        return addresses.of(SocketAddress.inetSocketAddress(9, remote), forwarded);
    }
}
