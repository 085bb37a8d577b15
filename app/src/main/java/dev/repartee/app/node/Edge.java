package dev.repartee.app.node;

import dev.repartee.app.desk.EndingDesk;
import dev.repartee.app.desk.PlatformDesk;
import dev.repartee.app.desk.PrivacyDesk;
import dev.repartee.app.federation.FederationDesk;
import dev.repartee.app.guard.GuardDesk;
import dev.repartee.app.people.PeopleDesk;
import dev.repartee.app.tenant.TenantDesk;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.control.ControlConfig;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.ControlServices;
import dev.repartee.control.federation.FederationServices;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.control.safety.SafetyServices;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.session.PasskeyServices;
import dev.repartee.control.tenancy.TenancyServices;
import dev.repartee.control.tool.ToolServices;
import dev.repartee.control.training.TrainingServices;
import dev.repartee.egress.EgressConfig;
import dev.repartee.gateway.GatewayConfig;
import dev.repartee.gateway.GatewayPlatform;
import dev.repartee.gateway.GatewayServices;
import dev.repartee.gateway.GatewayStage;
import dev.repartee.gateway.limit.ProgressBacklog;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Principal;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.key.KeyConfig;
import dev.repartee.identity.key.KeyUpkeep;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.tenancy.Members;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.sender.AcceptingSender;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.runtime.Operations;
import dev.repartee.safety.SafetyLog;
import dev.repartee.training.TrainingWorker;
import dev.repartee.training.Workshop;
import dev.repartee.training.entity.EntityStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The two doors of a process: the gateway for messages, and the control plane behind it. */
final class Edge {

    private static final Duration STOP = Duration.ofSeconds(3);
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(10);

    private final Commons commons;

    /** Written by the starting thread, read after the start. */
    private volatile @Nullable ControlPlane control;

    private volatile @Nullable GatewayStage gateway;

    private final PlatformDesk platform;
    private final PrivacyDesk privacy;
    private final EndingDesk ending;

    Edge(Commons commons) {
        this.commons = commons;
        this.platform = new PlatformDesk(commons.stores(), commons.directory(), commons.clock());
        this.privacy =
                new PrivacyDesk(
                        commons.settings(), commons.stores(), commons.meters(), commons.clock());
        this.ending =
                new EndingDesk(
                        commons.settings(),
                        commons.stores(),
                        commons.directory(),
                        commons.redis(),
                        commons.clock());
    }

    /** Lets operators see what the process says of itself. */
    void observe(Operations operations) {
        platform.observe(operations);
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

    FirstStart firstStart() {
        return new FirstStart(commons.directory(), shelf());
    }

    Part control() {
        DocumentReading documents = new DocumentReading(commons);
        TrainingWorker worker =
                new TrainingWorker(
                        commons.stores().main(),
                        commons.understanding().encoder(),
                        commons.meters());
        GuardDesk guards =
                new GuardDesk(
                        commons.stores(),
                        commons.settings().of(EgressConfig.class),
                        commons.meters(),
                        commons.clock());
        FederationDesk federation =
                new FederationDesk(
                        commons.stores(),
                        commons.settings(),
                        commons.directory().people().services(),
                        commons.meters(),
                        commons.clock());
        ControlPlane plane =
                new ControlPlane(
                                commons.settings().of(ControlConfig.class),
                                new ControlServices(
                                        commons.directory().assistantStore(), callers(), erasure()))
                        .with(KnowledgeServices.class, documents.services())
                        .with(AccountServices.class, commons.directory().people().services())
                        .with(
                                PasskeyServices.class,
                                commons.directory()
                                        .people()
                                        .passkeys(
                                                commons.stores(),
                                                commons.settings(),
                                                commons.clock()))
                        .with(
                                TrainingServices.class,
                                new TrainingServices(
                                        new Workshop(
                                                commons.stores().main(),
                                                commons.understanding().encoder(),
                                                worker::nudge),
                                        commons.understanding().models(),
                                        commons.understanding().rules(),
                                        new EntityStore(commons.stores().main())))
                        .with(FederationServices.class, federation.services())
                        .with(SafetyServices.class, guards.safety())
                        .with(ToolServices.class, guards.tools())
                        .with(Clock.class, commons.clock())
                        .with(
                                TenancyServices.class,
                                new TenancyServices(
                                        new Members(commons.stores().main()),
                                        commons.directory().roles()))
                        .with(
                                AuditLog.class,
                                new AuditLog(commons.stores().main(), commons.stores().secrets()));
        commons.tuning().addTo(plane);
        peopleDesk().addTo(plane);
        platform.addTo(plane);
        privacy.addTo(plane);
        TenantDesk.addTo(plane, commons.directory(), commons.settings());
        KeyUpkeep keys = keys();
        ending.addTo(plane);
        return new Part(
                Role.CONTROL.word(),
                () -> {
                    plane.start();
                    keys.start();
                    documents.start();
                    worker.start();
                    privacy.start();
                    ending.start();
                    commons.directory().people().services().office().start();
                    control = plane;
                },
                () -> {
                    plane.close();
                    keys.close();
                    commons.directory().people().close();
                    documents.close();
                    worker.close();
                    privacy.close();
                    ending.close();
                    guards.close();
                    federation.close();
                },
                () -> control != null);
    }

    private KeyUpkeep keys() {
        return new KeyUpkeep(commons.directory().apiKeys(), commons.settings().of(KeyConfig.class));
    }

    private PeopleDesk peopleDesk() {
        return new PeopleDesk(
                commons.stores(),
                commons.directory(),
                commons.settings(),
                commons.data(),
                commons.clock());
    }

    Part gateway(Operations operations) {
        AcceptingSender sender =
                new AcceptingSender(commons.log(), Topic.Party.GATEWAY.word(), commons.meters());
        GroupProgress progress = commons.progress();
        KeyUpkeep keys = keys();
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
        ControlPlane own = control;
        if (config.control() != null || own == null) {
            return config;
        }
        return config.withControl(own.url());
    }

    private ControlServices.Callers callers() {
        Directory directory = commons.directory();
        return new ControlServices.Callers() {
            @Override
            public Authentication authenticate(String bearer) {
                return directory.identity().authenticate(bearer);
            }

            @Override
            public Set<Permission> permissions(Principal principal) {
                return directory.roles().granted(principal).permissions();
            }

            @Override
            public boolean guest(Principal principal) {
                return directory.roles().guest(principal);
            }
        };
    }

    private ControlServices.UserErasure erasure() {
        UserEraser eraser =
                new UserEraser(
                        commons.stores().vault(),
                        commons.messages(),
                        commons.redis(),
                        user -> {
                            SafetyLog.erase(commons.stores().main(), user);
                            privacy.erase(user);
                        });
        return (UserKey user) -> eraser.erase(user);
    }

    private KnowledgeShelf shelf() {
        return new KnowledgeShelf(new DocumentStore(commons.stores().main()));
    }
}
