package dev.repartee.gateway;

import dev.repartee.gateway.limit.Rates;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the door is built.
 *
 * @param network where it is and who may stand before it
 * @param limits how large and how many
 * @param rates how often
 * @param sockets how WebSockets are held
 * @param patience how long things may take
 * @param control the control plane, to which other paths under {@code /api} are passed; absent when
 *     there is none
 * @param controlTls how the control plane is told from others when it is at an {@code https}
 *     address, and what the gateway shows it
 */
public record GatewayConfig(
        Network network,
        Limits limits,
        Rates rates,
        Sockets sockets,
        Patience patience,
        @Nullable URI control,
        ControlTls controlTls) {

    /** The same with a control plane that needs no certificate of ours. */
    public GatewayConfig(
            Network network,
            Limits limits,
            Rates rates,
            Sockets sockets,
            Patience patience,
            @Nullable URI control) {
        this(network, limits, rates, sockets, patience, control, ControlTls.defaults());
    }

    /** 8080 on all interfaces, one event loop per core, no control plane. */
    public static GatewayConfig defaults() {
        return new GatewayConfig(
                Network.defaults(),
                Limits.defaults(),
                Rates.defaults(),
                Sockets.defaults(),
                Patience.defaults(),
                null);
    }

    /**
     * Where the door is and who may stand before it.
     *
     * @param host address to listen on
     * @param port 0 picks a free one
     * @param eventLoops threads that hold the connections
     * @param trustedProxies networks (CIDR) whose {@code X-Forwarded-For} is believed
     * @param allowedOrigins origins of web pages that may call, {@code *} for all
     * @param publicMetrics whether {@code /metrics} answers others than this machine
     * @param tls what the door proves itself with; a reverse proxy may do that instead
     */
    public record Network(
            String host,
            int port,
            int eventLoops,
            List<String> trustedProxies,
            List<String> allowedOrigins,
            boolean publicMetrics,
            Tls tls) {

        public Network {
            require(port >= 0 && port <= 65_535, "port must be 0 to 65535");
            require(eventLoops >= 1, "eventLoops must be at least 1");
            trustedProxies = List.copyOf(trustedProxies);
            allowedOrigins = List.copyOf(allowedOrigins);
        }

        /** Trusts this machine's proxies and no web page. */
        public static Network defaults() {
            return new Network(
                    "0.0.0.0",
                    8_080,
                    Runtime.getRuntime().availableProcessors(),
                    List.of("127.0.0.0/8", "::1/128"),
                    List.of(),
                    false,
                    Tls.defaults());
        }
    }

    /**
     * A certificate for the door. Both files are PEM and read anew when they change, so that a
     * renewed certificate needs no restart.
     *
     * @param certificate the chain, the door's own certificate first
     * @param key its private key, PKCS#8
     * @param look how often the files are looked at
     */
    public record Tls(@Nullable Path certificate, @Nullable Path key, Duration look) {

        public Tls {
            require(look.toMillis() >= 100, "look must be at least 100 ms");
            require(
                    (certificate == null) == (key == null),
                    "certificate and key must be given together");
        }

        /** None: plain HTTP. Files are looked at each minute. */
        public static Tls defaults() {
            return new Tls(null, null, Duration.ofMinutes(1));
        }

        /** Whether the door speaks TLS. */
        public boolean on() {
            return certificate != null;
        }
    }

    /**
     * TLS to the control plane. All files are PEM.
     *
     * @param authorities who must have signed the control plane's certificate; absent: those that
     *     Java trusts
     * @param certificate what the gateway shows, where the control plane lets only known gateways
     *     in
     * @param key the certificate's private key, PKCS#8
     */
    public record ControlTls(
            @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {

        public ControlTls {
            require(
                    (certificate == null) == (key == null),
                    "certificate and key must be given together");
        }

        /** Nothing of our own. */
        public static ControlTls defaults() {
            return new ControlTls(null, null, null);
        }
    }

    /** The same with the door elsewhere. */
    public GatewayConfig withNetwork(Network other) {
        return new GatewayConfig(other, limits, rates, sockets, patience, control, controlTls);
    }

    /** The same with another control plane. */
    public GatewayConfig withControl(URI other) {
        return new GatewayConfig(network, limits, rates, sockets, patience, other, controlTls);
    }

    /**
     * How large and how many.
     *
     * @param textCodePoints of one message's text
     * @param bodyBytes of one request's body
     * @param batchBytes of a batch's body
     * @param batchMessages in a batch
     * @param inFlight requests in flight in the whole system, as long as they get their turn in
     *     time ({@link Patience#turn}); past 90 % new ones are refused
     * @param openPerConversation unanswered messages of one conversation
     * @param heldResponses HTTP responses that wait for a reply
     */
    public record Limits(
            int textCodePoints,
            int bodyBytes,
            int batchBytes,
            int batchMessages,
            int inFlight,
            int openPerConversation,
            int heldResponses) {

        public Limits {
            require(
                    textCodePoints > 0
                            && bodyBytes > 0
                            && batchBytes > 0
                            && batchMessages > 0
                            && inFlight > 0
                            && openPerConversation > 0
                            && heldResponses > 0,
                    "every limit must be positive");
        }

        /** 8,000 characters, 256 KiB, 500 in 4 MiB, 10,000 in flight. */
        public static Limits defaults() {
            return new Limits(8_000, 256 * 1024, 4 * 1024 * 1024, 500, 10_000, 32, 10_000);
        }
    }

    /**
     * How WebSockets are held.
     *
     * @param connections most at once
     * @param frameBytes largest message of a client
     * @param bufferedBytes most that waits to be written to a slow client before it is closed
     * @param idleTimeout after this without a sign of life a client is closed
     * @param drainSpread on shutdown clients are asked to leave spread over this time, or longer
     */
    public record Sockets(
            int connections,
            int frameBytes,
            int bufferedBytes,
            Duration idleTimeout,
            Duration drainSpread) {

        public Sockets {
            require(
                    connections > 0 && frameBytes > 0 && bufferedBytes > 0,
                    "connections, frameBytes and bufferedBytes must be positive");
            require(idleTimeout.toMillis() >= 100, "idleTimeout must be at least 100 ms");
            require(!drainSpread.isNegative(), "drainSpread must not be negative");
        }

        /** 18,000 connections; a ping at half of 90 s. */
        public static Sockets defaults() {
            return new Sockets(
                    18_000, 256 * 1024, 512 * 1024, Duration.ofSeconds(90), Duration.ofSeconds(5));
        }
    }

    /**
     * How long things may take.
     *
     * @param reply a held HTTP response waits at most this long for its reply
     * @param heartbeat a held response says something at least this often
     * @param control the control plane answers within this
     * @param turn what is accepted should wait at most this long for a stage to take it up; while
     *     it waits longer, fewer requests than {@link Limits#inFlight} are let in
     */
    public record Patience(Duration reply, Duration heartbeat, Duration control, Duration turn) {

        public Patience {
            require(
                    reply.isPositive()
                            && heartbeat.isPositive()
                            && control.isPositive()
                            && turn.isPositive(),
                    "every patience must be positive");
        }

        /**
         * Two minutes for a reply, 15 s between heartbeats, 30 s for the control plane, 2 s for a
         * turn.
         */
        public static Patience defaults() {
            return new Patience(
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
