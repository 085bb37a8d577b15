package dev.repartee.control;

import static dev.repartee.testing.Statements.execute;

import com.sun.net.httpserver.HttpServer;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.TenantId;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.control.safety.SafetyServices;
import dev.repartee.control.tool.ToolServices;
import dev.repartee.control.training.TrainingServices;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressHttp;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Principal;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.role.Role;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.parsing.ParseFailure;
import dev.repartee.knowledge.parsing.ParseOutcome;
import dev.repartee.knowledge.parsing.ParserLimits;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.knowledge.upload.UploadWorker;
import dev.repartee.knowledge.upload.WebFiles;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.safety.SafetyAudit;
import dev.repartee.safety.SafetyRuleStore;
import dev.repartee.testing.MigratedDatabase;
import dev.repartee.tools.ToolCallLog;
import dev.repartee.tools.ToolStore;
import dev.repartee.tools.call.Toolbox;
import dev.repartee.training.ModelCatalog;
import dev.repartee.training.TrainingWorker;
import dev.repartee.training.Workshop;
import dev.repartee.training.entity.EntityStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A control plane with all that assistants are made of, on a real database. Two tenants hold keys
 * to it, {@code key-a} and {@code key-b}. All test classes that ask for it share one.
 */
final class RunningControl implements AutoCloseable {

    private static final Map<String, String> TENANTS = Map.of("key-a", "alpha", "key-b", "beta");

    final Erasures erasures = new Erasures();
    final Database database;
    final ModelCatalog models;

    private final Path folder;
    private final SecretBox box;
    private final HttpServer shop;
    private final EgressHttp egress;
    private final UploadWorker worker;
    private final TrainingWorker trainer;
    private final TuningParts tuning;
    private final ControlPlane control;

    private RunningControl(Path folder) throws IOException {
        this.folder = folder;
        database = MigratedDatabase.open(Schema.MAIN);
        TENANTS.values().forEach(this::addTenant);
        MasterKeyFile masterKey = MasterKeyFile.readOrCreate(folder.resolve("master.key"));
        box = new SecretBox(masterKey);
        tuning = new TuningParts(database, masterKey);
        shop = shop();
        egress =
                new EgressHttp(
                        EgressConfig.defaults().withInternal(List.of("127.0.0.1:" + shopPort())),
                        new SimpleMeterRegistry());
        UploadConfig limits = new UploadConfig(1, 20, 3, 1, ParserLimits.defaults());
        Signal signal = new Signal();
        worker = worker(limits, signal);
        worker.start();
        trainer = new TrainingWorker(database, new SimpleMeterRegistry());
        trainer.start();
        models = new ModelCatalog(database, new SimpleMeterRegistry());
        control = control(limits, signal);
        control.start();
    }

    /** Gives test classes the one control plane. */
    static final class Shared extends dev.repartee.control.Shared<RunningControl> {

        Shared() {
            super(RunningControl.class, RunningControl::new);
        }
    }

    /** What calls it. */
    ControlClient client() {
        return new ControlClient(control.port());
    }

    /** Of the shop whose orders tools may ask for. */
    int shopPort() {
        return shop.getAddress().getPort();
    }

    private void addTenant(String tenant) {
        execute(database, "INSERT INTO tenants (tenant_id, name) VALUES (?, 'T')", tenant);
    }

    private ControlPlane control(UploadConfig limits, Signal signal) {
        AssistantStore assistants = new AssistantStore(database, Clock.systemUTC());
        ControlPlane plane =
                new ControlPlane(
                        ControlConfig.defaults(),
                        new ControlServices(assistants, RunningControl::authenticate, erasures));
        return tuning.addTo(plane, assistants)
                .with(
                        KnowledgeServices.class,
                        new KnowledgeServices(
                                new DocumentStore(database),
                                new DocumentUploads(database, limits, folder, signal),
                                limits))
                .with(
                        TrainingServices.class,
                        new TrainingServices(
                                new Workshop(database, trainer::nudge),
                                models,
                                RuleAnalyzer.shipped("US"),
                                new EntityStore(database)))
                .with(
                        SafetyServices.class,
                        new SafetyServices(
                                new SafetyRuleStore(database), new SafetyAudit(database)))
                .with(ToolServices.class, tools())
                .with(Clock.class, Clock.systemUTC())
                .with(AuditLog.class, new AuditLog(database, box));
    }

    private ToolServices tools() {
        ToolStore store = new ToolStore(database, box, egress.policy());
        ToolCallLog calls = new ToolCallLog(database, "tool_trials", new SimpleMeterRegistry());
        return new ToolServices(
                store,
                new Toolbox(
                        store, egress, calls::add, new SimpleMeterRegistry(), Clock.systemUTC()),
                calls,
                egress.policy());
    }

    private static HttpServer shop() throws IOException {
        HttpServer shop = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        shop.createContext(
                "/orders/",
                exchange -> {
                    byte[] answer =
                            (exchange.getRequestURI()
                                            + " by "
                                            + exchange.getRequestHeaders()
                                                    .getFirst("Authorization"))
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        shop.start();
        return shop;
    }

    /** Files are read without a child here: what they say is what the test says. */
    private UploadWorker worker(UploadConfig limits, Signal signal) {
        return new UploadWorker(
                database,
                limits,
                (file, name, type) -> {
                    String text = Files.readString(file);
                    return text.startsWith("broken")
                            ? new ParseOutcome.Failed(ParseFailure.BROKEN, "it is damaged")
                            : new ParseOutcome.Parsed(name, "application/pdf", text);
                },
                new WebFiles() {
                    @Override
                    public <T> T fetch(String url, long most, Reader<T> reader) throws Unfetched {
                        throw new Unfetched("the host is not on the public internet");
                    }
                },
                new UploadWorker.Workplace(folder, signal),
                new SimpleMeterRegistry());
    }

    /** An administrator's key, or with a role behind it one of that role. */
    private static Authentication authenticate(String key) {
        String tenant = TENANTS.get(key.substring(0, Math.min(5, key.length())));
        Role role = key.length() > 5 ? Role.of(key.substring(6)).orElseThrow() : Role.ADMIN;
        return tenant == null
                ? new Authentication.Refused(ErrorCode.UNAUTHENTICATED, "unknown")
                : new Authentication.Authenticated(
                        new Principal.ApiKeyPrincipal(new TenantId(tenant), key, role.id()));
    }

    @Override
    public void close() {
        worker.close();
        control.close();
        trainer.close();
        egress.close();
        shop.stop(0);
        tuning.close();
        database.close();
    }
}
