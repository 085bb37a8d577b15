package dev.repartee.control.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.session.Guest.Answer;
import dev.repartee.identity.account.Account;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Passkeys over HTTP, by an authenticator that makes real signatures. */
@ExtendWith(Lobby.Shared.class)
class PasskeyTest {

    private static Lobby lobby;

    private final Guest guest = lobby.guest();
    private final Account account = lobby.account();
    private final SoftwareAuthenticator key = new SoftwareAuthenticator();

    @BeforeAll
    static void enter(Lobby shared) {
        lobby = shared;
    }

    @Test
    void aPasskeySignsInByItself() {
        register(key);
        Answer in = guest.post("/session/passkey", Map.of("credential", key.get(asked(Map.of()))));

        assertThat(in.status()).isEqualTo(201);
        assertThat(guest.bearing(in).get("/session").text("/email"))
                .isEqualTo(account.email().value());
        Answer cookie =
                guest.post(
                        "/session/passkey",
                        Map.of("credential", key.get(asked(Map.of())), "cookie", true));
        assertThat(cookie.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-repartee-session=rpc_");
    }

    @Test
    void fromTheFirstPasskeyOnAPasswordAloneLetsNobodyIn() {
        Answer registered = register(key);
        Answer begun = lobby.signIn(guest, account);

        assertThat(begun.text("/next")).isEqualTo("second_factor");
        assertThat(begun.body().get("factors").toString()).isEqualTo("[\"passkey\"]");
        JsonNode options = asked(Map.of("ticket", begun.text("/ticket")));
        assertThat(options.at("/allowCredentials/0/id").asString())
                .isEqualTo(SoftwareAuthenticator.base64(key.id));
        key.verifies = false;
        Answer in =
                guest.post(
                        "/session/passkey",
                        Map.of("ticket", begun.text("/ticket"), "credential", key.get(options)));
        assertThat(in.status()).isEqualTo(201);
        assertThat(registered.body().get("recoveryCodes")).hasSize(10);
        assertThat(
                        guest.post(
                                        "/session/second-factor",
                                        Map.of(
                                                "ticket",
                                                lobby.signIn(guest, account).text("/ticket"),
                                                "code",
                                                registered.text("/recoveryCodes/0")))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void aPasskeyProvesAnewWhoIsSignedIn() {
        Guest in = guest.bearing(lobby.signIn(guest, account));
        register(key);
        lobby.clock.advance(Duration.ofMinutes(11));

        assertThat(in.post("/account/passkeys/options", Map.of()).code())
                .isEqualTo("step_up_required");
        assertThat(in.post("/session/step-up", Map.of("password", Lobby.GOOD)).status())
                .isEqualTo(403);
        JsonNode options = in.post("/session/step-up/passkey/options", Map.of()).body();
        Map<String, Object> proof = Map.of("credential", key.get(options));
        assertThat(in.post("/session/step-up/passkey", proof).status()).isEqualTo(204);
        assertThat(in.post("/account/passkeys/options", Map.of()).status()).isEqualTo(200);
        assertThat(in.post("/session/step-up/passkey", proof).status()).isEqualTo(403);
    }

    @Test
    void passkeysAreListedRenamedAndRemoved() {
        String id = register(key).text("/passkey/id");
        Guest in = guest.bearing(afterPassword(key));

        assertThat(in.put("/account/passkeys/" + id, Map.of("name", " Blue key ")).status())
                .isEqualTo(204);
        JsonNode listed = in.get("/account/passkeys").body().get("passkeys");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/name").asString()).isEqualTo("Blue key");
        assertThat(listed.at("/0/synced").asBoolean()).isTrue();
        assertThat(listed.at("/0/lastUsedAt").asString()).isNotEmpty();
        assertThat(in.put("/account/passkeys/" + id, Map.of("name", " ")).status()).isEqualTo(400);
        assertThat(in.delete("/account/passkeys/" + id).status()).isEqualTo(204);
        assertThat(in.delete("/account/passkeys/" + id).status()).isEqualTo(404);
        assertThat(lobby.signIn(guest, account).text("/next")).isEqualTo("done");
        assertThat(in.get("/account").body().get("recoveryCodesLeft").asInt()).isZero();
        assertThat(lobby.subjectsOfMailsTo(account))
                .filteredOn("How you sign in was changed"::equals)
                .hasSize(2);
    }

    @Test
    void aSecondPasskeyBringsNoNewRecoveryCodesAndTheFirstIsNotOfferedAgain() {
        register(key);
        Guest in = guest.bearing(afterPassword(key));
        JsonNode options = in.post("/account/passkeys/options", Map.of()).body();

        assertThat(options.at("/excludeCredentials/0/id").asString())
                .isEqualTo(SoftwareAuthenticator.base64(key.id));
        Answer second =
                in.post(
                        "/account/passkeys",
                        Map.of(
                                "name",
                                "Phone",
                                "credential",
                                new SoftwareAuthenticator().create(options)));
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().get("recoveryCodes")).isEmpty();
        in.delete("/account/passkeys/" + second.text("/passkey/id"));
        assertThat(in.get("/account").body().get("recoveryCodesLeft").asInt()).isEqualTo(10);
    }

    @Test
    void nobodyTouchesTheirNeighboursPasskeys() {
        String id = register(key).text("/passkey/id");
        Guest neighbour = guest.bearing(lobby.signIn(guest, lobby.account()));

        assertThat(neighbour.get("/account/passkeys").body().get("passkeys")).isEmpty();
        assertThat(neighbour.put("/account/passkeys/" + id, Map.of("name", "Mine")).status())
                .isEqualTo(404);
        assertThat(neighbour.delete("/account/passkeys/" + id).status()).isEqualTo(404);
        assertThat(guest.get("/account/passkeys").status()).isEqualTo(401);
    }

    private Answer register(SoftwareAuthenticator authenticator) {
        Guest in = guest.bearing(lobby.signIn(guest, account));
        JsonNode options = in.post("/account/passkeys/options", Map.of()).body();
        Answer registered =
                in.post(
                        "/account/passkeys",
                        Map.of("name", "Laptop", "credential", authenticator.create(options)));
        assertThat(registered.status()).isEqualTo(201);
        return registered;
    }

    private Answer afterPassword(SoftwareAuthenticator authenticator) {
        String ticket = lobby.signIn(guest, account).text("/ticket");
        return guest.post(
                "/session/passkey",
                Map.of(
                        "ticket",
                        ticket,
                        "credential",
                        authenticator.get(asked(Map.of("ticket", ticket)))));
    }

    private JsonNode asked(Map<String, String> what) {
        Answer options = guest.post("/session/passkey/options", what);
        assertThat(options.status()).isEqualTo(200);
        return options.body();
    }
}
