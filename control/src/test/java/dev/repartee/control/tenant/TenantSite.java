package dev.repartee.control.tenant;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.TenantId;
import dev.repartee.control.ControlConfig;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.ControlServices;
import dev.repartee.control.Erasures;
import dev.repartee.control.key.ApiKeyServices;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.crypto.MasterKeyFile;
import dev.repartee.crypto.SecretBox;
import dev.repartee.identity.AccessTokenConfig;
import dev.repartee.identity.AccessTokens;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Identity;
import dev.repartee.identity.Principal;
import dev.repartee.identity.SigningKeys;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.origin.OriginRules;
import dev.repartee.identity.origin.Origins;
import dev.repartee.identity.quota.Quotas;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.session.LoginConfig;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.RevokedLogins;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two tenants with real credentials before a control plane on a real database; started once for all
 * tests that ask for it.
 */
final class TenantSite implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId OTHER = new TenantId("other");

    final Clock clock = Clock.systemUTC();
    final Database database;
    final ApiKeys keys;
    final Quotas quotas;
    final Logins logins;
    final Memberships memberships;
    final Roles roles;
    final ControlPlane control;

    /** Keys of an administrator of each tenant. */
    final String admin;

    final String other;

    private final HttpClient http = HttpClient.newHttpClient();

    private TenantSite(Path folder) {
        database = MigratedDatabase.open(Schema.MAIN);
        Tenants tenants = new Tenants(database);
        tenants.save(new Tenant(ACME, "Acme", Set.of(), "US"));
        tenants.save(new Tenant(OTHER, "Other", Set.of(), "US"));
        SecretBox box = new SecretBox(MasterKeyFile.readOrCreate(folder.resolve("master.key")));
        SigningKeys signing = new SigningKeys(database, box, Duration.ofHours(24), clock);
        signing.refresh();
        RevokedLogins revoked = new RevokedLogins(database, Duration.ofMinutes(16), clock);
        AccessTokens access =
                new AccessTokens(signing, AccessTokenConfig.defaults(), revoked, clock);
        keys = new ApiKeys(database, clock);
        admin = keys.create(ACME, "admin", null).text();
        other = keys.create(OTHER, "admin", null).text();
        roles = new Roles(database);
        roles.refresh();
        quotas = new Quotas(database, clock);
        memberships = new Memberships(database, clock);
        logins = new Logins(database, access, memberships, revoked, LoginConfig.defaults(), clock);
        Origins origins = new Origins(database);
        control =
                new ControlPlane(
                                ControlConfig.defaults(),
                                new ControlServices(
                                        new AssistantStore(database, clock),
                                        callers(
                                                roles,
                                                new Identity(
                                                        keys,
                                                        new UserTokens(
                                                                signing,
                                                                UserTokenConfig.defaults(),
                                                                clock),
                                                        access,
                                                        roles)),
                                        new Erasures()))
                        .with(KnowledgeServices.class, knowledge(database, folder))
                        .with(ApiKeyServices.class, new ApiKeyServices(keys, roles, logins))
                        .with(Origins.class, origins)
                        .with(
                                OriginRules.class,
                                new OriginRules(List.of("https://console.example"), origins))
                        .with(Quotas.class, quotas)
                        .with(Clock.class, clock)
                        .with(AuditLog.class, new AuditLog(database, box));
        control.start();
    }

    private static KnowledgeServices knowledge(Database database, Path folder) {
        UploadConfig limits = UploadConfig.defaults();
        return new KnowledgeServices(
                new DocumentStore(database),
                new DocumentUploads(database, limits, folder, new Signal()),
                limits);
    }

    private static ControlServices.Callers callers(Roles roles, Identity identity) {
        return new ControlServices.Callers() {
            @Override
            public Authentication authenticate(String bearer) {
                return identity.authenticate(bearer);
            }

            @Override
            public Set<Permission> permissions(Principal principal) {
                return roles.granted(principal).permissions();
            }
        };
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(text());
        }
    }

    Answer call(String method, String path, String key, @Nullable String body) {
        return send(request(method, path, key, body));
    }

    HttpRequest.Builder request(String method, String path, String key, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        control.close();
        http.close();
        database.close();
    }

    /** Hands the one site to whoever asks for it, and closes it after the last test of all. */
    static final class Provider implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TenantSite.class;
        }

        @Override
        public TenantSite resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(TenantSite.class, type -> start(), TenantSite.class);
        }

        private static TenantSite start() {
            try {
                return new TenantSite(Files.createTempDirectory("tenant-site"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
