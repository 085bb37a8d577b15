package dev.repartee.app.node;

import dev.repartee.app.understanding.LazyUnderstanding;
import dev.repartee.app.understanding.Understanding;
import dev.repartee.app.understanding.UnderstandingConfig;
import dev.repartee.crypto.VaultConfig;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.messages.postgres.PostgresMessageStore;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisLink;
import dev.repartee.runtime.Lifecycle;
import dev.repartee.runtime.Lifecycle.Component;
import dev.repartee.runtime.Metrics;
import dev.repartee.runtime.Operations;
import dev.repartee.runtime.OperationsConfig;
import dev.repartee.runtime.OperationsServer;
import dev.repartee.runtime.ReadinessCheck;
import dev.repartee.runtime.StartupException;
import dev.repartee.runtime.tracing.Tracing;
import dev.repartee.runtime.tracing.TracingConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One process of Repartee: some roles on shared connections, started and stopped as a whole. */
public final class Node implements AutoCloseable {

    private static final Duration PROGRESS_EVERY = Duration.ofMillis(200);

    private final Commons commons;
    private final Lifecycle lifecycle;
    private final OperationsServer operations;
    private final Edge edge;

    private Node(Commons commons, Lifecycle lifecycle, OperationsServer operations, Edge edge) {
        this.commons = commons;
        this.lifecycle = lifecycle;
        this.operations = operations;
        this.edge = edge;
    }

    /**
     * Starts roles and returns when they take traffic.
     *
     * @throws StartupException with one line for the operator; nothing is left running
     */
    public static Node start(Settings settings, Set<Role> roles, Path data, EngineAccess engines) {
        Tracing tracing =
                Tracing.open(
                        settings.of(TracingConfig.class),
                        roles.stream().map(Role::word).collect(Collectors.joining("-")));
        Commons commons = connect(settings, data, engines, tracing);
        try {
            return start(commons, roles);
        } catch (RuntimeException failure) {
            disconnect(commons);
            throw failure;
        }
    }

    /** The gateway's address; only with the role gateway. */
    public URI url() {
        return edge.url();
    }

    /** Where health, readiness and metrics are served. */
    public URI operationsUrl() {
        return URI.create("http://127.0.0.1:" + operations.port());
    }

    /** Stops the roles, the gateway first, then gives the connections back. */
    @Override
    public void close() {
        lifecycle.stop();
        operations.close();
        disconnect(commons);
    }

    private static Node start(Commons commons, Set<Role> roles) {
        Administration administration =
                roles.contains(Role.CONTROL) ? new Administration(commons) : null;
        Edge edge = new Edge(commons, administration);
        List<Part> inner = inner(commons, administration, roles);
        List<ReadinessCheck> checks = new ArrayList<>();
        checks.add(Part.check("postgres", commons.stores().main()::ready, "does not answer"));
        inner.forEach(part -> checks.add(part.check()));
        Operations status = new Operations(commons.meters(), checks);
        if (administration != null) {
            administration.observe(status);
        }
        Duration stopLimit =
                roles.contains(Role.GATEWAY)
                        ? Lifecycle.STOP_LIMIT.plus(edge.farewell())
                        : Lifecycle.STOP_LIMIT;
        List<Component> components = new ArrayList<>();
        components.add(together(inner));
        if (roles.contains(Role.GATEWAY)) {
            components.add(component(edge.gateway(status), stopLimit));
        }
        Lifecycle lifecycle = new Lifecycle(components, stopLimit);
        lifecycle.start();
        try {
            if (administration != null) {
                administration.firstStart().run(commons.data(), edge.address(roles));
            }
            OperationsServer server =
                    OperationsServer.start(commons.settings().of(OperationsConfig.class), status);
            return new Node(commons, lifecycle, server, edge);
        } catch (RuntimeException failure) {
            lifecycle.stop();
            throw failure;
        }
    }

    /** Everything but the gateway, which opens last and closes first. */
    private static List<Part> inner(
            Commons commons, @Nullable Administration administration, Set<Role> roles) {
        Parts parts = new Parts(commons);
        List<Part> wanted = new ArrayList<>();
        for (Role role : roles) {
            switch (role) {
                case DISPATCH -> wanted.add(parts.dispatch());
                case INFERENCE -> wanted.add(parts.inference());
                case DELIVERY -> wanted.add(parts.delivery());
                case HISTORY -> wanted.add(parts.history());
                case AUDIT -> wanted.add(parts.audit());
                case CONTROL -> wanted.add(Objects.requireNonNull(administration).part());
                case GATEWAY -> {}
            }
        }
        return wanted;
    }

    private static Commons connect(
            Settings settings, Path data, EngineAccess engines, Tracing tracing) {
        PrometheusMeterRegistry meters = Metrics.registry();
        Clock clock = Clock.systemUTC();
        CompletableFuture<Void> topics =
                CompletableFuture.runAsync(
                        () -> {
                            try (TopicCreator creator =
                                    new TopicCreator(engines.kafka(), engines.topics())) {
                                creator.createCatalogue();
                            }
                        },
                        Thread::startVirtualThread);
        Stores stores = Stores.open(engines, data, settings.of(VaultConfig.class), clock, meters);
        try {
            topics.join();
            Directory directory = Directory.open(stores, settings, clock);
            RedisLink redis = RedisLink.open(engines.redis(), meters);
            stores.versions().start();
            return new Commons(
                    settings,
                    data,
                    engines,
                    stores,
                    directory,
                    new LazyUnderstanding(
                            () ->
                                    Understanding.open(
                                            settings.of(UnderstandingConfig.class),
                                            stores,
                                            directory.tenants(),
                                            meters)),
                    new PostgresMessageStore(stores.main(), stores.vault(), clock),
                    redis,
                    new PushBus(redis, meters),
                    new GroupProgress(engines.kafka(), PROGRESS_EVERY, clock),
                    tracing,
                    meters,
                    clock);
        } catch (RuntimeException failure) {
            stores.close();
            throw failure instanceof CompletionException wrapped
                            && wrapped.getCause() instanceof RuntimeException cause
                    ? cause
                    : failure;
        }
    }

    private static void disconnect(Commons commons) {
        commons.progress().close();
        commons.redis().close();
        commons.stores().close();
        commons.tracing().close();
        commons.meters().close();
    }

    private static Component component(Part part, Duration stopLimit) {
        return Component.of(part.name(), part.start(), part.stop(), stopLimit);
    }

    /** Parts that need nothing of each other start and stop side by side. */
    private static Component together(List<Part> parts) {
        return Component.of(
                "stages and control",
                () -> each(parts.stream().map(Part::start).toList()),
                () -> each(parts.stream().map(Part::stop).toList()));
    }

    private static void each(List<Lifecycle.Action> actions) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Lifecycle.Action action : actions) {
                running.add(
                        threads.submit(
                                () -> {
                                    action.run();
                                    return null;
                                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
