package dev.repartee.control.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.session.Guest.Answer;
import dev.repartee.identity.account.Account;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Passkeys that are none, are somebody else's, or come from elsewhere. */
@ExtendWith(Lobby.Shared.class)
class PasskeyAttackTest {

    private static final String NOISE = "bm9pc2U";

    private static Lobby lobby;

    private final Guest guest = lobby.guest();
    private final Account account = lobby.account();
    private final SoftwareAuthenticator key = new SoftwareAuthenticator();

    @BeforeAll
    static void enter(Lobby shared) {
        lobby = shared;
    }

    @BeforeEach
    void register() {
        Guest in = guest.bearing(lobby.signIn(guest, account));
        JsonNode options = in.post("/account/passkeys/options", Map.of()).body();
        assertThat(registered(in, key.create(options)).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.evil.example",
                "https://evil.chat.example",
                "http://chat.example",
                "https://chat.example:8443",
                "null"
            })
    void aPageOfAnotherOriginGetsNothing(String origin) {
        refused(key -> key.origin = origin);
    }

    @Test
    void anAuthenticatorThatWasAtAnotherSiteGetsNothing() {
        refused(key -> key.domain = "evil.example");
    }

    @Test
    void aPasskeyAloneMustKnowWhoHoldsIt() {
        refused(key -> key.verifies = false);
    }

    @Test
    void aPasskeyThatCountsBackwardsIsACopy() {
        key.count = 50;
        assertThat(enter(key.get(asked())).status()).isEqualTo(201);
        refused(key -> key.count = 20);
        refused(key -> key.count = 50);
    }

    @Test
    void aPasskeyThatCouldBeCopiedAndNowCanNotIsAnother() {
        refused(key -> key.copies = false);
    }

    @Test
    void anAnswerWorksOnceAndForFiveMinutes() {
        Map<String, Object> answer = key.get(asked());
        assertThat(enter(answer).status()).isEqualTo(201);
        assertThat(enter(answer).status()).isEqualTo(401);
        Map<String, Object> late = key.get(asked());
        lobby.clock.advance(Duration.ofMinutes(5));
        assertThat(enter(late).status()).isEqualTo(401);
    }

    @Test
    void whatWasAskedForOneThingProvesNoOther() {
        String ticket = lobby.signIn(guest, account).text("/ticket");
        String other = lobby.signIn(guest, account).text("/ticket");
        JsonNode second = guest.post("/session/passkey/options", Map.of("ticket", ticket)).body();

        assertThat(enter(key.get(second)).status()).isEqualTo(401);
        assertThat(enter(key.get(asked()), ticket).status()).isEqualTo(401);
        JsonNode anew = guest.post("/session/passkey/options", Map.of("ticket", ticket)).body();
        assertThat(enter(key.get(anew), other).status()).isEqualTo(401);
    }

    @Test
    void aChallengeThatNobodyMadeIsRefused() {
        Map<String, Object> options = new HashMap<>();
        options.put("challenge", SoftwareAuthenticator.base64(new byte[32]));
        JsonNode made = tools.jackson.databind.json.JsonMapper.shared().valueToTree(options);
        assertThat(enter(key.get(made)).status()).isEqualTo(401);
    }

    @Test
    void onesOwnPasskeyOpensNoOtherAccount() {
        Account victim = lobby.account();
        Guest in = guest.bearing(lobby.signIn(guest, victim));
        SoftwareAuthenticator theirs = new SoftwareAuthenticator();
        registered(in, theirs.create(in.post("/account/passkeys/options", Map.of()).body()));
        String ticket = lobby.signIn(guest, victim).text("/ticket");
        JsonNode options = guest.post("/session/passkey/options", Map.of("ticket", ticket)).body();

        key.userHandle = theirs.userHandle;
        assertThat(enter(key.get(options), ticket).status()).isEqualTo(401);
        assertThat(enter(key.get(asked())).status()).isEqualTo(401);
        key.id = theirs.id;
        assertThat(enter(key.get(asked())).status()).isEqualTo(401);
    }

    @Test
    void aTicketIsWorthFiveAttempts() {
        String ticket = lobby.signIn(guest, account).text("/ticket");
        for (int i = 0; i < 4; i++) {
            assertThat(enter(key.get(asked()), ticket).status()).isEqualTo(401);
        }
        assertThat(enter(key.get(asked()), ticket).status()).isEqualTo(401);
        JsonNode none = guest.post("/session/passkey/options", Map.of("ticket", ticket)).body();
        assertThat(none.get("code").asString()).isEqualTo("unauthenticated");
    }

    @Test
    void anAuthenticatorsNameForAPasskeyIsTakenOnce() {
        Guest in = guest.bearing(lobby.signIn(guest, lobby.account()));
        SoftwareAuthenticator copy = new SoftwareAuthenticator();
        copy.id = key.id;
        JsonNode options = in.post("/account/passkeys/options", Map.of()).body();
        assertThat(registered(in, copy.create(options)).status()).isEqualTo(400);
    }

    @Test
    void aRegistrationFromAnotherPageOrForAnotherAccountIsRefused() {
        Guest in = guest.bearing(lobby.signIn(guest, lobby.account()));
        Guest neighbour = guest.bearing(lobby.signIn(guest, lobby.account()));
        SoftwareAuthenticator fresh = new SoftwareAuthenticator();

        JsonNode options = in.post("/account/passkeys/options", Map.of()).body();
        assertThat(registered(neighbour, fresh.create(options)).status()).isEqualTo(400);
        fresh.origin = "https://evil.example";
        assertThat(registered(in, fresh.create(options)).status()).isEqualTo(400);
        assertThat(in.get("/account/passkeys").body().get("passkeys")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientDataJSON", "authenticatorData", "signature", "userHandle", "id"})
    void noiseIsRefusedWhereverItStands(String field) {
        for (String noise : new String[] {NOISE, "%%%", "ew", "_".repeat(4_000)}) {
            Map<String, Object> answer = changed(key.get(asked()), field, noise);
            assertThat(enter(answer).status()).as(noise).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientDataJSON", "attestationObject", "id"})
    void noiseIsNoPasskey(String field) {
        Guest in = guest.bearing(lobby.signIn(guest, lobby.account()));
        for (String noise : new String[] {NOISE, "%%%", "n5-fn5-fn58", "_".repeat(4_000)}) {
            JsonNode options = in.post("/account/passkeys/options", Map.of()).body();
            Map<String, Object> made = new SoftwareAuthenticator().create(options);
            assertThat(registered(in, changed(made, field, noise)).status())
                    .as(noise)
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        Answer answer = guest.post("/session/passkey", Map.of("credential", Map.of("id", "x")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_field");
        assertThat(guest.post("/session/passkey", Map.of()).status()).isEqualTo(400);
    }

    @Test
    void whoTriesAndTriesIsHeldOffWhoeverTheyAre() {
        Guest trier = lobby.guest();
        key.origin = "https://evil.example";
        Answer last = null;
        for (int i = 0; i < 51; i++) {
            JsonNode options = trier.post("/session/passkey/options", Map.of()).body();
            last = trier.post("/session/passkey", Map.of("credential", key.get(options)));
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).hasValue("61");
    }

    /** A liar is refused, and the same passkey is let in when it tells the truth. */
    private void refused(Consumer<SoftwareAuthenticator> lie) {
        String origin = key.origin;
        String domain = key.domain;
        long count = key.count;
        lie.accept(key);
        assertThat(enter(key.get(asked())).status()).isEqualTo(401);
        key.origin = origin;
        key.domain = domain;
        key.verifies = true;
        key.copies = true;
        key.count = Math.max(count, key.count) + 1;
        assertThat(enter(key.get(asked())).status()).isEqualTo(201);
    }

    private JsonNode asked() {
        return guest.post("/session/passkey/options", Map.of()).body();
    }

    private Answer enter(Map<String, Object> answer) {
        return guest.post("/session/passkey", Map.of("credential", answer));
    }

    private Answer enter(Map<String, Object> answer, String ticket) {
        return guest.post("/session/passkey", Map.of("credential", answer, "ticket", ticket));
    }

    private static Answer registered(Guest in, Map<String, Object> made) {
        return in.post("/account/passkeys", Map.of("name", "Laptop", "credential", made));
    }

    private static Map<String, Object> changed(
            Map<String, Object> credential, String field, String value) {
        Map<String, Object> all = new HashMap<>(credential);
        if (credential.containsKey(field)) {
            all.put(field, value);
            return all;
        }
        Map<String, Object> response = new HashMap<>();
        ((Map<?, ?>) credential.get("response"))
                .forEach((name, old) -> response.put(name.toString(), old));
        response.put(field, value);
        all.put("response", response);
        return all;
    }
}
