package dev.repartee.control.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.TenantId;
import dev.repartee.control.federation.ControlWithAccounts.Answer;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.role.Role;
import dev.repartee.oidcserver.LocalIdentityServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Signing in over HTTP, through a real OpenID provider that runs beside. */
class FederationApiTest {

    private static ControlWithAccounts control;

    @BeforeAll
    static void start(@TempDir Path folder) {
        control = new ControlWithAccounts(folder);
    }

    @AfterAll
    static void stop() {
        control.close();
    }

    @Test
    void somebodySignsInThroughTheProviderAndUsesTheSession() throws Exception {
        Account ann = control.member("ann@" + LocalIdentityServer.DOMAIN, Role.OWNER);
        BrowserSession browser = new BrowserSession(control);
        assertThat(browser.get("/api/v1/session/providers").body().toString())
                .contains("\"id\":\"local\"")
                .doesNotContain(LocalIdentityServer.SECRET);

        URI page = browser.through("local", "ann");

        assertThat(page).asString().startsWith(ControlWithAccounts.PUBLIC + "/sign-in#code=");
        Answer in = browser.complete(page);
        assertThat(in.status()).isEqualTo(201);
        assertThat(in.body().path("next").asString()).isEqualTo("done");
        browser.bearer(in.body().at("/session/accessToken").asString());
        assertThat(browser.get("/api/v1/session").body().path("email").asString())
                .isEqualTo(ann.email().value());
        JsonNode identity = browser.get("/api/v1/account/identities").body().at("/identities/0");
        assertThat(identity.path("label").asString()).isEqualTo("Local");
        String path = "/api/v1/account/identities/" + identity.path("id").asString();
        assertThat(browser.call("DELETE", path, null).status()).isEqualTo(204);
        assertThat(browser.call("DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void aBrowserGetsACookieWhichNeedsItsToken() throws Exception {
        control.member("bob@" + LocalIdentityServer.DOMAIN, Role.AGENT);
        BrowserSession browser = new BrowserSession(control);

        Answer in = browser.complete(browser.through("local", "bob", "{\"cookie\":true}"));

        assertThat(
                        in.body().at("/session/refreshToken").isMissingNode()
                                || in.body().at("/session/refreshToken").isNull())
                .isTrue();
        assertThat(in.cookies()).anyMatch(one -> one.startsWith("__Host-repartee-session="));
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(200);
        assertThat(browser.call("DELETE", "/api/v1/account/sessions", null).status())
                .isEqualTo(403);
        // The cookie of a login must not stand in the way of the next one.
        assertThat(browser.call("POST", "/api/v1/session/providers/local", "{}").status())
                .isEqualTo(200);
    }

    @Test
    void whatAPersonSaysOfThemselvesIsNotBelieved() throws Exception {
        BrowserSession browser = new BrowserSession(control);

        Answer refused = browser.complete(browser.through("local", "mallory"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("detail").asString()).contains("has not verified");
    }

    @Test
    void anotherBrowserGetsNothing() throws Exception {
        BrowserSession browser = new BrowserSession(control);
        URI page = browser.through("local", "ann");

        assertThat(new BrowserSession(control).complete(page).status()).isEqualTo(401);
    }

    @Test
    void anAnswerThatNobodyAskedForLeadsToOurPageWithoutACode() throws Exception {
        for (String query :
                new String[] {
                    "", "?code=x&state=y", "?state=a&state=b&code=x", "?error=%0d%0aSet-Cookie:x"
                }) {
            Answer answer =
                    new BrowserSession(control)
                            .get("/api/v1/session/providers/local/callback" + query);
            assertThat(answer.status()).isEqualTo(303);
            assertThat(answer.location())
                    .isEqualTo(ControlWithAccounts.PUBLIC + "/sign-in#error=unknown");
        }
    }

    @Test
    void departuresAreRefusedToUnknownProvidersAndPlaces() throws Exception {
        BrowserSession browser = new BrowserSession(control);
        Map.of(
                        "/api/v1/session/providers/nobody {}", 404,
                        "/api/v1/session/providers/Not%20One {}", 400,
                        "/api/v1/session/providers/local {\"redirect\":\"https://evil.example\"}",
                                400,
                        "/api/v1/session/providers/local {\"redirect\":\"::\"}", 400,
                        "/api/v1/session/providers/local {\"business\":\" \"}", 400)
                .forEach(
                        (call, status) -> {
                            String[] parts = call.split(" ", 2);
                            assertThat(browser.callUnchecked("POST", parts[0], parts[1]).status())
                                    .as(call)
                                    .isEqualTo(status);
                        });
    }

    @Test
    void anOwnerBringsAProviderForADomainAndItsPeopleJoin() throws Exception {
        TenantId tenant = control.tenant();
        String domain = LocalIdentityServer.DOMAIN;
        BrowserSession owner = new BrowserSession(control);
        owner.bearer(control.signedIn("owner@else.example", tenant, Role.OWNER));
        String body =
                """
                {"name": "Acme's", "issuer": "%s", "clientId": "%s", "clientSecret": "%s",
                 "joinsAs": "agent"}
                """
                        .formatted(
                                control.issuer(),
                                LocalIdentityServer.CLIENT,
                                LocalIdentityServer.SECRET);

        Answer brought = owner.call("PUT", "/api/v1/sign-in/provider", body);
        assertThat(brought.status()).as(brought.toString()).isEqualTo(200);
        assertThat(brought.body().toString()).doesNotContain(LocalIdentityServer.SECRET);
        String id = brought.body().path("id").asString();
        assertThat(brought.body().path("redirectUri").asString())
                .isEqualTo(
                        ControlWithAccounts.PUBLIC
                                + "/api/v1/session/providers/"
                                + id
                                + "/callback");
        control.registerRedirect(URI.create(brought.body().path("redirectUri").asString()));

        String at = "/api/v1/sign-in/domains/" + domain;
        JsonNode claim = owner.call("PUT", at, null).body();
        assertThat(owner.call("POST", at + "/verification", null).status()).isEqualTo(409);
        control.txt(claim.path("recordName").asString(), claim.path("recordText").asString());
        assertThat(owner.call("POST", at + "/verification", null).status()).isEqualTo(200);
        assertThat(
                        owner.call(
                                        "POST",
                                        "/api/v1/session/provider-search",
                                        "{\"email\":\"anybody@" + domain + "\"}")
                                .body()
                                .at("/provider/id")
                                .asString())
                .isEqualTo(id);

        BrowserSession cleo = new BrowserSession(control);
        Answer in = cleo.complete(cleo.through(id, "cleo"));
        assertThat(in.body().at("/session/role").asString()).isEqualTo("agent");
        assertThat(in.body().at("/session/tenant").asString()).isEqualTo(tenant.value());
        cleo.bearer(in.body().at("/session/accessToken").asString());
        assertThat(cleo.get("/api/v1/sign-in/provider").status()).isEqualTo(403);
        assertThat(owner.call("DELETE", "/api/v1/sign-in/provider", null).status()).isEqualTo(204);
        assertThat(cleo.call("POST", "/api/v1/session/providers/" + id, "{}").status())
                .isEqualTo(404);
    }

    @Test
    void aProviderThatIsNoneOrInsideOrMakesOwnersIsRefused()
            throws IOException, InterruptedException {
        TenantId tenant = control.tenant();
        BrowserSession owner = new BrowserSession(control);
        owner.bearer(control.signedIn("boss@else.example", tenant, Role.OWNER));
        for (String issuer :
                new String[] {
                    "https://127.0.0.1",
                    "http://169.254.169.254",
                    "ftp://x.example",
                    "https://user@x.example",
                    "not an address",
                    control.issuer() + "/elsewhere"
                }) {
            assertThat(owner.call("PUT", "/api/v1/sign-in/provider", provider(issuer, "agent")))
                    .as(issuer)
                    .extracting(Answer::status)
                    .isEqualTo(400);
        }
        String issuer = control.issuer().toString();
        assertThat(
                        owner.call("PUT", "/api/v1/sign-in/provider", provider(issuer, "owner"))
                                .status())
                .isEqualTo(400);
        assertThat(owner.get("/api/v1/sign-in/provider").status()).isEqualTo(404);
    }

    @Test
    void domainsAreOnesOwnAndConfirmedByTheOperatorAlone() throws Exception {
        TenantId tenant = control.tenant();
        BrowserSession owner = new BrowserSession(control);
        owner.bearer(control.signedIn("head@else.example", tenant, Role.OWNER));
        String domain = tenant + ".example";
        String at = "/api/v1/sign-in/domains/" + domain;
        assertThat(owner.call("POST", at + "/verification", null).status()).isEqualTo(404);
        assertThat(owner.call("PUT", "/api/v1/sign-in/domains/no_domain", null).status())
                .isEqualTo(400);
        owner.call("PUT", at, null);
        String confirmation =
                "/api/v1/operations/tenants/" + tenant + "/domains/" + domain + "/confirmation";
        assertThat(owner.call("POST", confirmation, null).status()).isEqualTo(403);

        BrowserSession other = new BrowserSession(control);
        other.bearer(control.signedIn("else@else.example", control.tenant(), Role.OWNER));
        assertThat(other.call("DELETE", at, null).status()).isEqualTo(404);

        BrowserSession operator = new BrowserSession(control);
        operator.bearer(control.signedIn("operator@else.example", control.tenant(), Role.OPERATOR));
        assertThat(operator.call("POST", confirmation, null).status()).isEqualTo(200);
        assertThat(owner.get("/api/v1/sign-in/domains").body().at("/domains/0/verifiedAt").isNull())
                .isFalse();
    }

    private static String provider(String issuer, String joinsAs) {
        return """
        {"name": "X", "issuer": "%s", "clientId": "c", "clientSecret": "s", "joinsAs": "%s"}
        """
                .formatted(issuer, joinsAs);
    }
}
