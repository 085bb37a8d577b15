package dev.repartee.app.node;

import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Topic;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.gateway.GatewayPlatform;
import dev.repartee.gateway.GatewayServices;
import dev.repartee.gateway.GatewayStage;
import dev.repartee.gateway.limit.ProgressBacklog;
import dev.repartee.identity.key.KeyUpkeep;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.sender.AcceptingSender;
import dev.repartee.runtime.Operations;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The door of a process to its users. */
final class Edge {

    private static final Duration STOP = Duration.ofSeconds(3);
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(10);

    private final Commons commons;

    /** The control plane of this process, or null. */
    private final @Nullable Administration administration;

    /** Written by the starting thread, read after the start. */
    private volatile @Nullable GatewayStage gateway;

    Edge(Commons commons, @Nullable Administration administration) {
        this.commons = commons;
        this.administration = administration;
    }

    URI url() {
        GatewayStage running = gateway;
        if (running == null) {
            throw new IllegalStateException("this process is no gateway");
        }
        return URI.create(scheme() + "://localhost:" + running.port());
    }

    /** Where users reach the gateway, in this process or, by the configuration, in another. */
    URI address(Set<Role> roles) {
        return roles.contains(Role.GATEWAY)
                ? url()
                : URI.create(
                        scheme()
                                + "://localhost:"
                                + commons.settings().of(GatewayConfig.class).network().port());
    }

    private String scheme() {
        return commons.settings().of(GatewayConfig.class).network().tls().on() ? "https" : "http";
    }

    /**
     * How long a gateway that stops waits for its clients to connect to another one. Where the
     * process takes its engines with it there is none.
     */
    Duration farewell() {
        Duration spread = commons.settings().of(GatewayConfig.class).sockets().drainSpread();
        return commons.engines().own() != null ? STOP : spread.multipliedBy(4).plus(STOP);
    }

    Part gateway(Operations operations) {
        AcceptingSender sender =
                new AcceptingSender(commons.log(), Topic.Party.GATEWAY.word(), commons.meters());
        GroupProgress progress = commons.progress();
        KeyUpkeep keys = commons.keyUpkeep();
        return new Part(
                Role.GATEWAY.word(),
                () -> {
                    keys.start();
                    GatewayStage stage = gatewayStage(operations, sender, progress);
                    watch(progress);
                    progress.start();
                    awaitLog(sender);
                    stage.start();
                    gateway = stage;
                },
                () -> {
                    GatewayStage running = gateway;
                    if (running != null) {
                        running.close(farewell());
                    }
                    keys.close();
                    sender.close(STOP);
                },
                sender::ready);
    }

    /**
     * The first messages should not pay for finding the log. Without a log the door opens all the
     * same, and answers 503 until there is one.
     */
    private static void awaitLog(AcceptingSender sender) throws InterruptedException {
        sender.prepare(Topic.REQUESTS.topicName());
        sender.prepare(Topic.TRAFFIC.topicName());
        long end = System.nanoTime() + LOG_PATIENCE.toNanos();
        while (!sender.ready() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Admission counts what dispatch and every pool of inference have not finished. */
    private void watch(GroupProgress progress) {
        progress.watch(Topic.Party.DISPATCH.word(), Topic.REQUESTS.topicName());
        progress.watch(Topic.inferenceGroup(""), Topic.toInfer(""));
        commons.stores()
                .versions()
                .subscribe(
                        "assistants",
                        version ->
                                commons.directory()
                                        .assistants()
                                        .pools()
                                        .forEach(
                                                pool ->
                                                        progress.watch(
                                                                Topic.inferenceGroup(pool),
                                                                Topic.toInfer(pool))));
    }

    private GatewayStage gatewayStage(
            Operations operations, AcceptingSender sender, GroupProgress progress) {
        return new GatewayStage(
                new GatewayId("gw-" + UUID.randomUUID()),
                gatewayConfig(),
                new GatewayServices(
                        commons.directory().identity(),
                        commons.directory().userTokens(),
                        commons.directory().policies(),
                        commons.directory().assistants(),
                        commons.messages(),
                        commons.tuning().feedback(),
                        operations),
                new GatewayPlatform(
                        sender,
                        commons.log(),
                        new ProgressBacklog(progress),
                        commons.redis(),
                        commons.push(),
                        commons.meters()),
                commons.clock());
    }

    /** A control plane of this process needs no address in the configuration. */
    private GatewayConfig gatewayConfig() {
        GatewayConfig config = commons.settings().of(GatewayConfig.class);
        URI own = administration == null ? null : administration.url();
        return config.control() != null || own == null ? config : config.withControl(own);
    }
}
