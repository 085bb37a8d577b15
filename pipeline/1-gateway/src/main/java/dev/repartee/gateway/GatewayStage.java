package dev.repartee.gateway;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.GatewayId;
import dev.repartee.gateway.http.BatchRoutes;
import dev.repartee.gateway.http.ClientAddress;
import dev.repartee.gateway.http.ControlTrust;
import dev.repartee.gateway.http.Documents;
import dev.repartee.gateway.http.Doorkeeper;
import dev.repartee.gateway.http.Edge;
import dev.repartee.gateway.http.FeedbackRoutes;
import dev.repartee.gateway.http.MessageRoutes;
import dev.repartee.gateway.http.Offload;
import dev.repartee.gateway.http.OperationsRoutes;
import dev.repartee.gateway.http.ReadRoutes;
import dev.repartee.gateway.http.Routes;
import dev.repartee.gateway.http.TokenRoutes;
import dev.repartee.gateway.intake.Claims;
import dev.repartee.gateway.intake.Intake;
import dev.repartee.gateway.intake.IntakeGates;
import dev.repartee.gateway.intake.TextIntake;
import dev.repartee.gateway.intake.Threads;
import dev.repartee.gateway.limit.Admission;
import dev.repartee.gateway.limit.MessageQuota;
import dev.repartee.gateway.limit.OpenRequests;
import dev.repartee.gateway.limit.RateLimits;
import dev.repartee.gateway.openai.CompletionRoutes;
import dev.repartee.gateway.push.PresenceKeeper;
import dev.repartee.gateway.push.PushRouter;
import dev.repartee.gateway.push.ResultTail;
import dev.repartee.gateway.push.Signals;
import dev.repartee.gateway.push.Sockets;
import dev.repartee.gateway.push.StoredResults;
import dev.repartee.gateway.push.Waiters;
import dev.repartee.gateway.socket.SocketEndpoint;
import dev.repartee.identity.origin.OriginRules;
import dev.repartee.redis.Presence;
import dev.repartee.redis.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway of one process: builds the parts, opens the door, and closes it without dropping who
 * is inside.
 */
public final class GatewayStage {

    private static final Logger log = LoggerFactory.getLogger(GatewayStage.class);
    private static final int READS_AT_ONCE = 32;
    private static final int READS_WAITING = 512;
    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(3);
    private static final Duration SLOW_TO_LEAVE = Duration.ofSeconds(1);

    private final GatewayId id;
    private final GatewayConfig config;
    private final GatewayPlatform platform;
    private final Sockets sockets;
    private final Waiters waiters;
    private final PushRouter router;
    private final PresenceKeeper presence;
    private final ResultTail tail;
    private final Edge edge;
    private final SocketEndpoint endpoint;
    private final GatewayServer server;
    private final Chores chores;
    private final MessageQuota quota;
    private final List<Subscription> subscriptions = new ArrayList<>();

    /**
     * @param id names this process on the bus; unique among all gateways, also across restarts
     */
    public GatewayStage(
            GatewayId id,
            GatewayConfig config,
            GatewayServices services,
            GatewayPlatform platform,
            Clock clock) {
        this.id = id;
        this.config = config;
        this.platform = platform;
        MeterRegistry meters = platform.meters();
        RateLimits rates = new RateLimits(config.rates(), platform.redis());
        OpenRequests open = new OpenRequests(config.limits().openPerConversation(), clock, meters);
        sockets = new Sockets(config.sockets().connections(), meters);
        waiters = new Waiters(config.limits().heldResponses(), clock, meters);
        router = new PushRouter(sockets, waiters, open);
        Signals signals = new Signals(platform.bus(), id);
        presence = new PresenceKeeper(new Presence(platform.redis()), id, sockets, signals);
        StoredResults stored = new StoredResults(services.messages(), waiters, router);
        tail = new ResultTail(platform.cluster(), router, stored, clock);
        Threads threads = new Threads(services.assistants());
        quota = new MessageQuota(services.tenants().quotas(), clock);
        Intake intake =
                new Intake(
                        new IntakeGates(
                                id,
                                rates,
                                quota,
                                new Admission(
                                        platform.backlog(),
                                        config.limits().inFlight(),
                                        config.patience().turn(),
                                        meters),
                                open),
                        new TextIntake(
                                services.tenants().tenants(), config.limits().textCodePoints()),
                        threads,
                        new Claims(platform.redis()),
                        platform.log(),
                        clock,
                        meters);
        ClientAddress addresses = new ClientAddress(config.network().trustedProxies());
        OriginRules origins =
                new OriginRules(config.network().allowedOrigins(), services.tenants().origins());
        Doorkeeper doorkeeper = new Doorkeeper(services.identity(), rates, addresses, origins);
        edge = new Edge(origins, addresses, meters);
        Offload offload = new Offload(READS_AT_ONCE, READS_WAITING);
        endpoint =
                new SocketEndpoint(
                        doorkeeper,
                        edge,
                        sockets,
                        new SocketEndpoint.SocketServices(intake, presence, signals),
                        config.sockets(),
                        clock,
                        meters);
        Routes routes =
                new Routes(
                        edge,
                        doorkeeper,
                        new MessageRoutes(doorkeeper, intake, waiters, signals, config),
                        new BatchRoutes(doorkeeper, intake, config.limits()),
                        new ReadRoutes(doorkeeper, services.messages(), open, signals, offload),
                        new FeedbackRoutes(
                                doorkeeper, services.messages(), services.feedback(), offload),
                        new TokenRoutes(doorkeeper, services.userTokens(), offload),
                        new CompletionRoutes(
                                doorkeeper, intake, threads, waiters, signals, config, clock),
                        new OperationsRoutes(
                                services.operations(), config.network().publicMetrics(), offload),
                        new Documents(
                                config.control(),
                                ControlTrust.of(config.controlTls()),
                                clock,
                                offload));
        server = new GatewayServer(config, routes, endpoint, addresses);
        chores = new Chores(rates, open, presence, stored);
    }

    /**
     * Opens the door; returns when it is open.
     *
     * @throws dev.repartee.runtime.StartupException when the port is taken
     */
    public void start() {
        subscriptions.add(platform.bus().receivePushes(id, router));
        subscriptions.add(platform.redis().listen(presence));
        awaitRedis();
        subscriptions.add(platform.redis().listen(tail));
        if (!platform.redis().up()) {
            tail.down();
        }
        server.start();
        chores.start();
        quota.start();
    }

    /**
     * A link that has just been opened is not one that is gone: whoever connected while results
     * were read off the log would be shown new ones before those that delivery has for them.
     */
    private void awaitRedis() {
        Pause pause = new Pause(System.nanoTime() + REDIS_PATIENCE.toNanos());
        while (!platform.redis().up() && pause.more()) {
            pause.rest();
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /**
     * Lets nobody new in, asks everybody to connect elsewhere, waits for them and for held
     * responses up to the limit, then closes what is left.
     */
    public void close(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Duration spread = config.sockets().drainSpread();
        Duration most = limit.dividedBy(2);
        endpoint.drain();
        edge.drain();
        Pause pause = new Pause(deadline);
        new Farewell(sockets, spread.compareTo(most) < 0 ? spread : most, SLOW_TO_LEAVE).ask(pause);
        while (!(sockets.isEmpty() && waiters.isEmpty()) && pause.more()) {
            pause.rest();
        }
        if (!sockets.isEmpty()) {
            log.atWarn()
                    .addKeyValue("connections", sockets.size())
                    .log("clients did not connect elsewhere in time; closing them");
        }
        sockets.each(socket -> socket.close(ErrorCode.GOING_AWAY));
        server.close(deadline);
        chores.close();
        quota.close();
        subscriptions.forEach(Subscription::close);
        tail.close();
    }
}
