package dev.repartee.control.people;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.control.AccountParts;
import dev.repartee.control.ControlConfig;
import dev.repartee.control.ControlPlane;
import dev.repartee.control.ControlServices;
import dev.repartee.control.Erasures;
import dev.repartee.control.account.OwnDataServices;
import dev.repartee.control.knowledge.KnowledgeServices;
import dev.repartee.control.mailbox.MailboxServices;
import dev.repartee.control.session.AccountServices;
import dev.repartee.control.tenancy.JoiningServices;
import dev.repartee.control.tenancy.TenancyServices;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Identity;
import dev.repartee.identity.Principal;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.UserTokenConfig;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.role.Roles;
import dev.repartee.identity.selfservice.AccountsConfig.Registrations;
import dev.repartee.identity.selfservice.Departure;
import dev.repartee.identity.selfservice.LetterLimits;
import dev.repartee.identity.selfservice.Links;
import dev.repartee.identity.selfservice.OwnData;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.session.Secret;
import dev.repartee.identity.signin.Passwords;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.SignInOutcome;
import dev.repartee.identity.tenancy.InvitationMail;
import dev.repartee.identity.tenancy.Invitations;
import dev.repartee.identity.tenancy.Joining;
import dev.repartee.identity.tenancy.Members;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.parsing.ParserLimits;
import dev.repartee.knowledge.upload.DocumentUploads;
import dev.repartee.knowledge.upload.Signal;
import dev.repartee.knowledge.upload.UploadConfig;
import dev.repartee.mail.PostOffice;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A control plane with two businesses on a real database, and people who are signed in. */
final class Premises implements AutoCloseable {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId RIVAL = new TenantId("rival");
    static final String PASSWORD = "gravel otter lamp 77 sunday";
    static final Secret MAILBOX_KEY = Secret.random("rpx_");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Database database;
    final PostOffice office;
    final Accounts accounts;
    final Passwords passwords;
    final Memberships memberships;
    final InvitationMail invitationMail;

    private final Clock clock = Clock.systemUTC();
    private final AccountParts parts;
    private final Roles roles;
    private final ControlPlane plane;

    Premises(Path folder) {
        parts = new AccountParts(folder, clock, Registrations.INVITED);
        database = parts.database;
        office = parts.office;
        accounts = parts.accounts;
        passwords = parts.passwords;
        memberships = parts.memberships;
        parts.tenants.save(new Tenant(ACME, "Acme \"&\"\r\nSons", Set.of(), "US"));
        parts.tenants.save(new Tenant(RIVAL, "Rival", Set.of(), "US"));
        roles = new Roles(database);
        roles.refresh();
        UserTokens userTokens = new UserTokens(parts.keys, UserTokenConfig.defaults(), clock);
        ApiKeys apiKeys = new ApiKeys(database, clock);
        invitationMail =
                new InvitationMail(
                        office,
                        parts.tenants,
                        new Links(AccountParts.SITE),
                        new LetterLimits(database, clock));
        Invitations invitations = new Invitations(database, memberships, clock);
        plane =
                new ControlPlane(
                                ControlConfig.defaults(),
                                new ControlServices(
                                        new AssistantStore(database, clock),
                                        callers(
                                                new Identity(
                                                        apiKeys, userTokens, parts.tokens, roles),
                                                roles),
                                        new Erasures()))
                        .with(KnowledgeServices.class, knowledge(folder))
                        .with(Clock.class, clock)
                        .with(AuditLog.class, new AuditLog(database, parts.box))
                        .with(AccountServices.class, parts.services())
                        .with(
                                TenancyServices.class,
                                new TenancyServices(new Members(database), roles))
                        .with(
                                JoiningServices.class,
                                new JoiningServices(
                                        invitations,
                                        invitationMail,
                                        joining(Registrations.INVITED)))
                        .with(
                                OwnDataServices.class,
                                new OwnDataServices(
                                        accounts,
                                        parts.logins,
                                        new OwnData(database),
                                        new Departure(
                                                accounts, parts.logins, office, AccountParts.SITE)))
                        .with(MailboxServices.class, new MailboxServices(office, MAILBOX_KEY));
        plane.start();
    }

    /** The web server asks for the bounds of uploads. */
    private KnowledgeServices knowledge(Path folder) {
        UploadConfig limits = new UploadConfig(1, 20, 3, 1, ParserLimits.defaults());
        return new KnowledgeServices(
                new DocumentStore(database),
                new DocumentUploads(database, limits, folder, new Signal()),
                limits);
    }

    /** What came back. */
    record Answer(int status, String text) {

        JsonNode body() {
            return JsonMapper.shared().readTree(text);
        }

        String code() {
            return body().path("code").asString();
        }
    }

    /** Somebody who is signed in. */
    record Person(AccountId id, EmailAddress email, String token) {}

    /** How people join where registration is that. */
    Joining joining(Registrations registration) {
        return joining(registration, clock, false);
    }

    /** The same at another time, or with mails that leave. */
    Joining joining(Registrations registration, Clock at, boolean mailProves) {
        return new Joining(
                registration,
                new Invitations(database, memberships, at),
                invitationMail,
                accounts,
                passwords,
                mailProves);
    }

    /** A new member, signed in. */
    Person person(TenantId tenant, Role role) {
        EmailAddress email = new EmailAddress(UUID.randomUUID() + "@people.example");
        AccountId id =
                accounts.create(
                                new Accounts.Draft(
                                        email,
                                        "Somebody",
                                        parts.hasher.hash(PASSWORD),
                                        false,
                                        true))
                        .orElseThrow()
                        .id();
        memberships.put(id, new Membership(tenant, role.id()));
        roles.refresh();
        return new Person(id, email, signIn(email, tenant));
    }

    /** Signs in with the usual password; an access token. */
    String signIn(EmailAddress email, TenantId tenant) {
        return ((SignInOutcome.SignedIn)
                        parts.signIn.withPassword(
                                email,
                                PASSWORD,
                                new SignIn.Visitor(tenant, new Place("10.0.0.1", "test"), false)))
                .granted()
                .access()
                .text();
    }

    Answer call(String method, String path, @Nullable String token, @Nullable String body) {
        return call(method, path, token, body, new String[0]);
    }

    Answer call(
            String method,
            String path,
            @Nullable String token,
            @Nullable String body,
            String[] headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plane.port() + path))
                        .timeout(Duration.ofMinutes(1))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long count(String sql, String value) {
        return database.everywhere(
                connection ->
                        Sql.first(connection, sql, row -> row.number("count"), value)
                                .orElseThrow());
    }

    void change(String sql, String value) {
        database.everywhere(connection -> Sql.update(connection, sql, value));
    }

    @Override
    public void close() {
        plane.close();
        parts.close();
    }

    private static ControlServices.Callers callers(Identity identity, Roles roles) {
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
}
