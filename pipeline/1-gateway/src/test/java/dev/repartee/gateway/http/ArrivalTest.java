package dev.repartee.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void isAtTheHostOfItsHeader() {
        headers.set("Host", "chat.example:8443");
        assertThat(arrival(null).host(false)).isEqualTo("chat.example:8443");
    }

    @Test
    void isAtItsAuthorityWhereHttp2HasNoHostHeader() {
        assertThat(arrival(HostAndPort.create("chat.example", 8443)).host(false))
                .isEqualTo("chat.example:8443");
        assertThat(arrival(HostAndPort.create("chat.example", -1)).host(false))
                .isEqualTo("chat.example");
        assertThat(arrival(null).host(false)).isNull();
    }

    @Test
    void isWhereATrustedProxySaysAndNobodyElse() {
        headers.set("X-Forwarded-Host", "chat.example");
        HostAndPort inside = HostAndPort.create("10.0.0.7", 8080);
        assertThat(arrival(inside).host(true)).isEqualTo("chat.example");
        assertThat(arrival(inside).host(false)).isEqualTo("10.0.0.7:8080");
    }

    private Arrival arrival(@Nullable HostAndPort authority) {
        return new Arrival(
                SocketAddress.inetSocketAddress(40_000, "203.0.113.9"), headers, authority);
    }
}
