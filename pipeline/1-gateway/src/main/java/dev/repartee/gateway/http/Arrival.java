package dev.repartee.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How somebody comes to the door, by HTTP or for a WebSocket, before it is known who they are.
 *
 * @param remote where the connection comes from
 * @param headers what they send along
 * @param authority what they called; null when they did not say
 */
public record Arrival(
        @Nullable SocketAddress remote, MultiMap headers, @Nullable HostAndPort authority) {

    /** By a request. */
    public static Arrival of(HttpServerRequest request) {
        return new Arrival(request.remoteAddress(), request.headers(), request.authority());
    }

    /** For a WebSocket that is not open yet. */
    public static Arrival of(ServerWebSocketHandshake handshake) {
        return new Arrival(handshake.remoteAddress(), handshake.headers(), handshake.authority());
    }

    /** By a WebSocket. */
    public static Arrival of(ServerWebSocket socket) {
        return new Arrival(socket.remoteAddress(), socket.headers(), socket.authority());
    }

    /**
     * What was called, as browsers write it in origins: a host, with its port unless it is the
     * usual one. HTTP/2 has no {@code Host} header.
     *
     * @param trusted whether a proxy stands before us whose word is believed
     */
    @Nullable String host(boolean trusted) {
        String forwarded = trusted ? headers.get("X-Forwarded-Host") : null;
        if (forwarded != null) {
            return forwarded;
        }
        String host = headers.get("Host");
        return host == null && authority != null ? authority.toString() : host;
    }
}
