package dev.repartee.gateway.socket;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.SessionId;
import dev.repartee.contract.UserId;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.gateway.http.Answers;
import dev.repartee.gateway.http.Arrival;
import dev.repartee.gateway.http.Doorkeeper;
import dev.repartee.gateway.http.Edge;
import dev.repartee.gateway.intake.Caller;
import dev.repartee.gateway.intake.Intake;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.gateway.push.PresenceKeeper;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Sockets;
import dev.repartee.gateway.socket.wire.Takeover;
import dev.repartee.gateway.socket.wire.Wire;
import dev.repartee.identity.Principal.ApiKeyPrincipal;
import dev.repartee.identity.role.Permission;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code WS /api/v1/ws}: opens connections. A web page of a foreign origin is refused in the
 * handshake; a wrong credential and a full gateway are told by a close code, which a browser can
 * read, unlike the status of a failed handshake.
 */
public final class SocketEndpoint {

    /** The path. */
    public static final String PATH = "/api/v1/ws";

    /** The protocol that we select; a browser puts its token beside it. */
    public static final String PROTOCOL = "repartee";

    private static final String TOKEN_PROTOCOL = "repartee.bearer.";

    /** Those of RFC 6455 and of its last drafts; what came before was framed otherwise. */
    private static final Set<String> VERSIONS = Set.of("13", "8", "7");

    private static final String DEVICE = "default";

    /** So soon is a connection closed whose credential was ended. */
    private static final long LONGEST_BETWEEN_LOOKS_MILLIS = 3_000;

    private final Doorkeeper doorkeeper;
    private final Edge edge;
    private final Sockets sockets;
    private final SocketParts parts;
    private final ConcurrentHashMap<EventLoop, Rounds> rounds = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile boolean draining;

    public SocketEndpoint(
            Doorkeeper doorkeeper,
            Edge edge,
            Sockets sockets,
            SocketServices services,
            GatewayConfig.Sockets config,
            InstantSource clock,
            MeterRegistry meters) {
        this.doorkeeper = doorkeeper;
        this.edge = edge;
        this.sockets = sockets;
        this.clock = clock;
        this.parts =
                new SocketParts(
                        doorkeeper,
                        services.intake(),
                        sockets,
                        services.presence(),
                        services.signals(),
                        new FrameMeters(meters, clock),
                        config);
    }

    /**
     * What connections ask of the rest of the gateway.
     *
     * @param intake takes their messages
     * @param presence registers them
     * @param signals tells delivery of acknowledgements
     */
    public record SocketServices(Intake intake, PresenceKeeper presence, Signals signals) {}

    /** From now on nobody new is let in. */
    public void drain() {
        draining = true;
    }

    /** Answers a handshake; called on an event loop, to which the connection then belongs. */
    public void handshake(ServerWebSocketHandshake handshake) {
        if (!PATH.equals(handshake.path())) {
            handshake.reject(404);
        } else if (!edge.allows(Arrival.of(handshake))) {
            handshake.reject(403);
        } else if (doorkeeper.tooOften(Arrival.of(handshake)).isPresent()) {
            handshake.reject(429);
        } else if (!VERSIONS.contains(version(handshake))) {
            handshake.reject(426);
        } else {
            handshake.accept().onSuccess(this::accepted);
        }
    }

    private static String version(ServerWebSocketHandshake handshake) {
        String version = handshake.headers().get("Sec-WebSocket-Version");
        return version == null ? "" : version;
    }

    private void accepted(ServerWebSocket socket) {
        Wire wire = Takeover.of(socket, parts.config().frameBytes());
        SocketIdentity identity;
        try {
            if (draining) {
                throw new ReparteeException(ErrorCode.GOING_AWAY, "this gateway is going away");
            }
            identity = identity(socket);
        } catch (RuntimeException e) {
            refuse(wire, Answers.refusal(e));
            return;
        }
        if (!sockets.reserve()) {
            refuse(wire, Refusal.of(ErrorCode.TOO_MANY_CONNECTIONS, "this gateway is full"));
            return;
        }
        SocketSession session = new SocketSession(parts, identity, wire, clock);
        session.open();
        rounds.computeIfAbsent(wire.loop(), loop -> Rounds.start(loop, betweenLooks()))
                .add(session);
    }

    private long betweenLooks() {
        long idle = parts.config().idleTimeout().toMillis();
        return Math.clamp(idle / 8, 50, LONGEST_BETWEEN_LOOKS_MILLIS);
    }

    private static void refuse(Wire wire, Refusal refusal) {
        int code = refusal.code().closeCode();
        wire.close(code == 0 ? ErrorCode.PROTOCOL_VIOLATION.closeCode() : code, refusal.detail());
    }

    private SocketIdentity identity(ServerWebSocket socket) {
        Query query = Query.of(socket.query());
        Caller caller = caller(socket, query);
        String named = query.value("userId");
        String device = query.value("device");
        return new SocketIdentity(
                UUID.randomUUID().toString(),
                caller.principal(),
                caller.user(named == null ? null : new UserId(named)),
                device == null ? DEVICE : new SessionId(device).value());
    }

    /** By header, by subprotocol, or by the query, where only a user token may stand. */
    private Caller caller(ServerWebSocket socket, Query query) {
        Optional<String> credential = Doorkeeper.bearer(socket.headers()).or(() -> offered(socket));
        if (credential.isPresent()) {
            return caller(socket, credential.get());
        }
        String token = query.value("token");
        if (token == null) {
            throw new ReparteeException(
                    ErrorCode.UNAUTHENTICATED,
                    "send a credential as header, subprotocol or query parameter");
        }
        Caller caller = caller(socket, token);
        if (caller.principal() instanceof ApiKeyPrincipal) {
            throw new ReparteeException(
                    ErrorCode.UNAUTHENTICATED, "an API key may not stand in an address");
        }
        return caller;
    }

    private Caller caller(ServerWebSocket socket, String credential) {
        return doorkeeper.caller(credential, Arrival.of(socket), Permission.MESSAGES_SEND);
    }

    private static Optional<String> offered(ServerWebSocket socket) {
        return socket.headers().getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(protocol -> protocol.startsWith(TOKEN_PROTOCOL))
                .map(protocol -> protocol.substring(TOKEN_PROTOCOL.length()))
                .findFirst();
    }
}
