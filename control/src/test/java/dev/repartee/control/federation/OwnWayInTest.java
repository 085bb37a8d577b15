package dev.repartee.control.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.TenantId;
import dev.repartee.control.federation.ControlWithAccounts.Answer;
import dev.repartee.identity.role.Role;
import dev.repartee.oidcserver.LocalIdentityServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A business that wants its people to come through its provider, and proofs through providers. */
class OwnWayInTest {

    private static final String DOMAIN = LocalIdentityServer.DOMAIN;

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
    void oncePeopleHaveToComeThroughTheProviderOtherLoginsEndAndOtherWaysLeadThere()
            throws Exception {
        TenantId tenant = control.tenant();
        BrowserSession owner = new BrowserSession(control);
        owner.bearer(control.signedIn("ann@" + DOMAIN, tenant, Role.OWNER));
        BrowserSession agent = new BrowserSession(control);
        agent.bearer(control.signedIn("bob@" + DOMAIN, tenant, Role.AGENT));
        String id = brought(owner, false);
        owned(owner);
        assertThat(agent.get("/api/v1/session").status()).isEqualTo(200);
        assertThat(found(owner).at("/provider/required").asBoolean(true)).isFalse();

        assertThat(brought(owner, true)).isEqualTo(id);

        assertThat(agent.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(owner.get("/api/v1/session").status()).isEqualTo(200);
        assertThat(found(owner).at("/provider/required").asBoolean(false)).isTrue();
        BrowserSession elsewhere = new BrowserSession(control);
        Answer sentOn = elsewhere.complete(elsewhere.through("local", "bob"));
        assertThat(sentOn.status()).isEqualTo(200);
        assertThat(sentOn.body().path("next").asString()).isEqualTo("provider");
        assertThat(sentOn.body().at("/provider/id").asString()).isEqualTo(id);
        Answer in = elsewhere.complete(elsewhere.through(id, "bob"));
        assertThat(in.body().path("next").asString()).as(in.toString()).isEqualTo("done");
    }

    @Test
    void whoHasNoFactorOfTheirOwnProvesAnewThroughTheProvider() throws Exception {
        control.member("cleo@" + DOMAIN, Role.OWNER);
        BrowserSession browser = new BrowserSession(control);
        Answer in = browser.complete(browser.through("local", "cleo"));
        browser.bearer(in.body().at("/session/accessToken").asString());
        String stepUp = "/api/v1/session/step-up/provider";

        Answer departure = browser.call("POST", stepUp, "{\"provider\":\"local\"}");

        assertThat(departure.body().path("authorizationUrl").asString())
                .contains("prompt=login", "max_age=0");
        URI page = browser.through(departure, "cleo");
        String code = "{\"code\":\"" + page.getRawFragment().replace("code=", "") + "\"}";
        Answer proven = browser.call("POST", stepUp + "/completion", code);
        assertThat(proven.status()).as(proven.toString()).isEqualTo(204);
        assertThat(browser.call("POST", stepUp + "/completion", code).status()).isEqualTo(403);
        assertThat(browser.call("POST", stepUp, "{\"provider\":\"nobody\"}").status())
                .isEqualTo(404);
        assertThat(browser.call("POST", stepUp, "{}").status()).isEqualTo(400);
        assertThat(new BrowserSession(control).call("POST", stepUp, "{}").status()).isEqualTo(401);
    }

    private static String brought(BrowserSession owner, boolean required) throws Exception {
        Answer brought =
                owner.call(
                        "PUT",
                        "/api/v1/sign-in/provider",
                        """
                        {"name": "Acme's", "issuer": "%s", "clientId": "%s", "clientSecret": "%s",
                         "required": %s}
                        """
                                .formatted(
                                        control.issuer(),
                                        LocalIdentityServer.CLIENT,
                                        LocalIdentityServer.SECRET,
                                        required));
        assertThat(brought.status()).as(brought.toString()).isEqualTo(200);
        assertThat(brought.body().path("required").asBoolean(!required)).isEqualTo(required);
        control.registerRedirect(URI.create(brought.body().path("redirectUri").asString()));
        return brought.body().path("id").asString();
    }

    private static void owned(BrowserSession owner) throws Exception {
        String at = "/api/v1/sign-in/domains/" + DOMAIN;
        var claim = owner.call("PUT", at, null).body();
        control.txt(claim.path("recordName").asString(), claim.path("recordText").asString());
        assertThat(owner.call("POST", at + "/verification", null).status()).isEqualTo(200);
    }

    private static tools.jackson.databind.JsonNode found(BrowserSession who) throws Exception {
        return who.call(
                        "POST",
                        "/api/v1/session/provider-search",
                        "{\"email\":\"anybody@" + DOMAIN + "\"}")
                .body();
    }
}
