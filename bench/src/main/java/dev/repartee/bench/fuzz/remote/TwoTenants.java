package dev.repartee.bench.fuzz.remote;

import dev.repartee.app.node.EngineAccess;
import dev.repartee.bench.api.Api;
import dev.repartee.bench.cluster.Cluster;
import dev.repartee.bench.cluster.RoleProcess;
import dev.repartee.bench.cluster.RoleSpec;
import dev.repartee.bench.fuzz.guide.Coverage;
import dev.repartee.contract.TenantId;
import dev.repartee.embedded.EngineOptions;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.postgres.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real system, all roles in a process of their own, with an attacker's tenant and a victim's. The
 * victim has a user, a conversation, an assistant and a document, each with a secret that nobody
 * else may ever see.
 */
final class TwoTenants implements AutoCloseable {

    private static final String ASSISTANT = "/api/v1/assistants/velo-verde";
    private static final Pattern READY = Pattern.compile("Ctrl-C stops");

    /** With its coverage recorded a start takes longer than usual. */
    private static final Duration START = Duration.ofMinutes(4);

    private static final Duration VISIBLE = Duration.ofMinutes(2);
    private static final int HEAP = 640;

    /** Limits of rates are out of the way: they would answer before anything else does. */
    private static final String YAML =
            """
            gateway:
              rates:
                user: {perSecond: 100000, burst: 100000}
                tenant: {perSecond: 100000, burst: 100000}
                address: {perSecond: 100000, burst: 100000}
              patience: {reply: 20s}
            """;

    private final Cluster cluster;
    private final RoleProcess process;
    private final CoverageAgent agent;
    private final Api attacker;
    private final Api victim;
    private final String canary = "canary-" + UUID.randomUUID();

    /** The attacker's, as it was at the beginning. */
    private final String assistant;

    private TwoTenants(
            Cluster cluster, RoleProcess process, CoverageAgent agent, Api attacker, Api victim) {
        this.cluster = cluster;
        this.process = process;
        this.agent = agent;
        this.attacker = attacker;
        this.victim = victim;
        this.assistant = attacker.get(ASSISTANT).body();
    }

    /**
     * Starts it and waits until both tenants are served.
     *
     * @param folder for data and logs; must be empty or absent
     */
    static TwoTenants start(Path folder) {
        Cluster cluster = Cluster.start(folder, EngineOptions.forTests(), YAML);
        try {
            CoverageAgent agent = new CoverageAgent();
            RoleProcess process =
                    cluster.begin(
                            RoleSpec.of("all", "all")
                                    .withJvm(HEAP, "-XX:+UseSerialGC", agent.flag()));
            process.process().awaitOutput(READY, START);
            URI gateway = process.gateway();
            TwoTenants system =
                    new TwoTenants(
                            cluster,
                            process,
                            agent,
                            new Api(gateway, cluster.credentials().apiKey()),
                            new Api(gateway, otherTenant(cluster)));
            system.settle();
            return system;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static String otherTenant(Cluster cluster) {
        TenantId id = new TenantId("other");
        try (Database database =
                Database.open(
                        EngineAccess.at(cluster.engines().addresses()).main(),
                        new SimpleMeterRegistry())) {
            new Tenants(database).save(new Tenant(id, "Other", Set.of(), "DE"));
            return new ApiKeys(database, Clock.systemUTC()).create(id, "fuzz", null).text();
        }
    }

    private void settle() {
        require("the victim's key", () -> victim.get("/api/v1/models").status() == 200);
        victim.put(
                "/api/v1/assistants/b-guide",
                """
                {"id":"b-guide","name":"B %1$s","persona":"%1$s","model":{"name":"extractive"},
                 "rules":[{"name":"greeting","when":{"exact":{"en":["hello"]}},"reply":{"en":"Hello %1$s"}}]}
                """
                        .formatted(canary));
        victim.put(
                "/api/v1/assistants/b-guide/documents/b-doc",
                "{\"title\":\"Hours %1$s\",\"content\":\"# Hours\\n\\nWe open at %1$s.\"}"
                        .formatted(canary));
        require(
                "the victim's assistant",
                () -> victim.get("/api/v1/models").body().contains("b-guide"));
        say(victim, "bea", "b-1", "b-talk", "hello", "b-guide");
        say(victim, "bea", "b-2", "b-talk", "my secret is " + canary, "b-guide");
        say(attacker, "ana", "a-1", "a-talk", "hello", "velo-verde");
        require("the victim's conversation", () -> intact().isEmpty());
    }

    private static void say(
            Api tenant,
            String user,
            String id,
            String conversation,
            String text,
            String assistant) {
        Api.Reply reply =
                tenant.post(
                        "/api/v1/messages",
                        "{\"userId\":\"%s\",\"requestId\":\"%s\",\"conversationId\":\"%s\",\"text\":\"%s\",\"assistantId\":\"%s\"}"
                                .formatted(user, id, conversation, text, assistant));
        if (reply.status() != 202) {
            throw new IllegalStateException(id + " answered " + reply);
        }
    }

    private static void require(String what, BooleanSupplier condition) {
        if (!Patience.until(VISIBLE, condition)) {
            throw new IllegalStateException("took too long: " + what);
        }
    }

    /** What of the victim's is no longer as it was. */
    Optional<String> intact() {
        for (String path :
                List.of(
                        "/api/v1/messages/b-1?userId=bea",
                        "/api/v1/messages/b-2?userId=bea",
                        "/api/v1/conversations/b-talk/messages?userId=bea",
                        "/api/v1/assistants/b-guide",
                        "/api/v1/assistants/b-guide/documents/b-doc")) {
            Api.Reply reply = victim.get(path);
            if (reply.status() != 200 || !reply.body().contains(canary)) {
                return Optional.of(path + " answers " + reply.status());
            }
        }
        return Optional.empty();
    }

    Cluster cluster() {
        return cluster;
    }

    URI gateway() {
        return process.gateway();
    }

    Api attacker() {
        return attacker;
    }

    /** Gives the attacker back the assistant that it may have spoilt. */
    void restore() {
        attacker.put(ASSISTANT, assistant);
    }

    /** The rules that the attacker's answers must keep. */
    AnswerRules rules() {
        return new AnswerRules(List.of(canary));
    }

    /** The attacker's credentials. */
    Placeholders placeholders() {
        String answer =
                attacker.post("/api/v1/tokens", "{\"userId\":\"ana\",\"ttlSeconds\":86400}").body();
        return new Placeholders(
                attacker.key(), JsonMapper.shared().readTree(answer).path("token").asString());
    }

    Footprint footprint() {
        return Footprint.of(process.process().pid());
    }

    /** Whether the process still runs. */
    boolean alive() {
        return process.process().alive();
    }

    /** All that it logged. */
    String log() {
        return process.process().errors();
    }

    Coverage coverage(List<String> packages) {
        return agent.coverage(packages);
    }

    @Override
    public void close() {
        attacker.close();
        victim.close();
        cluster.close();
    }
}
