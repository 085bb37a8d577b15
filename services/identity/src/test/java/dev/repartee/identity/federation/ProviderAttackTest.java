package dev.repartee.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.federation.FakeProvider.Forger;
import dev.repartee.identity.federation.FakeProvider.Person;
import dev.repartee.identity.federation.Flow.Aim;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.provider.ProviderRefusal;
import dev.repartee.identity.signin.SignInOutcome;
import dev.repartee.postgres.Sql;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers try on the way through a provider, each with its refusal. */
class ProviderAttackTest {

    private static final String BROWSER = UUID.randomUUID().toString();

    private static Federation federation;
    private static FakeProvider provider;
    private static Account victim;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, JOSEException {
        federation = new Federation(folder);
        provider = federation.provider;
        victim = federation.member();
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    @BeforeEach
    void honest() {
        for (FakeProvider one : List.of(provider, federation.rival)) {
            one.forger = one::honest;
            one.person = new Person("victim", victim.email().value(), true);
        }
    }

    @Test
    void anAnswerOfAnotherProviderIsNotTakenForThisOnes() {
        Browser browser = new Browser(federation);
        URI question = browser.leave("works");
        // Mix-up: the attacker's provider answers the question that was meant for the honest one.
        assertThat(browser.land("rival", federation.rival.answer(question)))
                .isEqualTo("error=untrusted");

        URI second = browser.leave("works");
        assertThat(browser.land("works", federation.rival.answer(second)))
                .isEqualTo("error=untrusted");
    }

    @Test
    void anAnswerThatNamesAnotherIssuerIsRefused() {
        Browser browser = new Browser(federation);
        Map<String, String> answer = provider.answer(browser.leave("works"));
        answer.put("iss", federation.rival.issuer().toString());

        assertThat(browser.land("works", answer)).isEqualTo("error=untrusted");
    }

    @Test
    void anAnswerWithoutItsIssuerIsRefusedWhereTheProviderPromisesToNameIt() {
        Browser browser = new Browser(federation);
        Map<String, String> answer = federation.rival.answer(browser.leave("rival"));
        assertThat(browser.land("rival", answer)).isEqualTo("error=untrusted");

        Map<String, String> named = federation.rival.answer(browser.leave("rival"));
        named.put("iss", federation.rival.issuer().toString());
        assertThat(browser.land("rival", named)).startsWith("code=");
    }

    @Test
    void anInjectedCodeIsNotRedeemed() {
        Browser attacker = new Browser(federation);
        Browser browser = new Browser(federation);
        String stolen = provider.answer(attacker.leave("works")).get("code");
        Map<String, String> answer = provider.answer(browser.leave("works"));
        answer.put("code", stolen);

        assertThat(browser.land("works", answer)).isEqualTo("error=untrusted");
    }

    @Test
    void aStateWorksOnceAndOnlyInTheBrowserThatLeft() {
        Browser browser = new Browser(federation);
        Map<String, String> answer = provider.answer(browser.leave("works"));

        assertThat(new Browser(federation).land("works", answer)).isEqualTo("error=unknown");
        assertThat(browser.land("works", answer)).startsWith("code=");
        assertThat(browser.land("works", answer)).isEqualTo("error=unknown");
    }

    @Test
    void anAnswerWithoutAStateOrWithAnInventedOneIsRefused() {
        Browser browser = new Browser(federation);
        Map<String, String> answer = provider.answer(browser.leave("works"));
        for (String state : List.of("", "invented", "x".repeat(100_000))) {
            Map<String, String> forged = new HashMap<>(answer);
            forged.put("state", state);
            assertThat(browser.land("works", forged)).isEqualTo("error=unknown");
        }
    }

    @Test
    void ourCodeWorksOnceAndOnlyInTheBrowserThatLeft() {
        Browser browser = new Browser(federation);
        String fragment = browser.land("works", provider.answer(browser.leave("works")));

        assertThat(new Browser(federation).complete(fragment))
                .isInstanceOf(SignInOutcome.Refused.class);
        assertThat(browser.complete(fragment)).isInstanceOf(SignInOutcome.SignedIn.class);
        assertThat(browser.complete(fragment)).isInstanceOf(SignInOutcome.Refused.class);
    }

    @Test
    void aStateIsNoCodeAndACodeIsNoState() {
        Browser browser = new Browser(federation);
        Map<String, String> answer = provider.answer(browser.leave("works"));
        assertThat(browser.complete("code=" + answer.get("state")))
                .isInstanceOf(SignInOutcome.Refused.class);

        String fragment = browser.land("works", answer);
        assertThat(browser.land("works", Map.of("state", fragment.substring(5), "code", "x")))
                .isEqualTo("error=unknown");
    }

    @Test
    void whoIsLateIsTurnedAway() {
        Browser browser = new Browser(federation);
        Map<String, String> answer = provider.answer(browser.leave("works"));
        String fragment = browser.land("works", provider.answer(browser.leave("works")));
        federation.clock.advance(Duration.ofMinutes(2));
        assertThat(browser.complete(fragment)).isInstanceOf(SignInOutcome.Refused.class);

        federation.clock.advance(Duration.ofMinutes(9));
        assertThat(browser.land("works", answer)).isEqualTo("error=unknown");
    }

    @Test
    void anIdTokenOfAnotherSignInIsRefused() {
        forged(question -> signed(provider.claims(question).claim("nonce", "another")));
        forged(question -> signed(provider.claims(question).claim("nonce", null)));
    }

    @Test
    void anIdTokenThatTheIssuerDidNotSignIsRefused() {
        forged(question -> new PlainJWT(provider.claims(question).build()).serialize());
        forged(question -> provider.sign(provider.claims(question).build(), FakeProvider.newKey()));
        forged(question -> mac(provider.claims(question).build(), FakeProvider.SECRET.repeat(2)));
        forged(
                question ->
                        mac(
                                provider.claims(question).build(),
                                provider.key.toPublicJWK().toJSONString()));
        forged(
                question -> {
                    String[] parts = provider.honest(question).split("\\.");
                    return parts[0] + "." + parts[1] + ".";
                });
        forged(question -> "no.token.at-all");
    }

    @Test
    void anIdTokenForSomebodyElseIsRefused() {
        forged(question -> signed(provider.claims(question).audience("another-client")));
        forged(
                question ->
                        signed(
                                provider.claims(question)
                                        .audience(List.of(FakeProvider.CLIENT, "another-client"))
                                        .claim("azp", "another-client")));
        forged(question -> signed(provider.claims(question).issuer("https://else.example")));
        forged(
                question ->
                        signed(
                                provider.claims(question)
                                        .expirationTime(
                                                Date.from(Instant.now().minusSeconds(300)))));
        forged(
                question ->
                        signed(
                                provider.claims(question)
                                        .issueTime(Date.from(Instant.now().plusSeconds(600)))));
        forged(question -> signed(provider.claims(question).subject(null)));
    }

    @Test
    void whoSaysNoIsToldApartFromWhoLies() {
        Browser browser = new Browser(federation);
        String state = provider.answer(browser.leave("works")).get("state");
        assertThat(browser.land("works", Map.of("state", state, "error", "access_denied")))
                .isEqualTo("error=denied");

        String other = provider.answer(browser.leave("works")).get("state");
        assertThat(browser.land("works", Map.of("state", other, "error", "server_error")))
                .isEqualTo("error=untrusted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://chat.example.evil.example/sign-in",
                "https://chat.example/sign-in/",
                "https://chat.example/sign-in?next=https://evil.example",
                "https://chat.example@evil.example/sign-in",
                "https://partner.example/back/../../evil",
                "https://partner.example/back#x",
                "http://chat.example/sign-in",
                "//evil.example",
                "/sign-in",
                "javascript:alert(1)",
                "data:text/html,x"
            })
    void aBrowserIsSentNowhereThatIsNotOnTheList(String redirect) {
        assertThatThrownBy(() -> leaveFor(URI.create(redirect)))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    }

    @Test
    void aBrowserIsSentToWhatIsOnTheList() {
        URI question = leaveFor(Federation.PARTNER);

        assertThat(
                        federation.signIn.land(
                                new ProviderId("works"), provider.answer(question), BROWSER))
                .asString()
                .startsWith(Federation.PARTNER + "#code=");
    }

    @Test
    void aBusinessReachesNothingInsideByNamingItsIssuer() {
        for (String issuer :
                List.of(
                        federation.rival.issuer().toString(),
                        "http://127.0.0.1:1",
                        "https://169.254.169.254",
                        "https://localhost")) {
            assertThatThrownBy(() -> federation.providers.check(URI.create(issuer)))
                    .isInstanceOfSatisfying(
                            ProviderRefusal.class,
                            e ->
                                    assertThat(e.reason())
                                            .isEqualTo(ProviderRefusal.Reason.UNREACHABLE));
        }
    }

    @Test
    void anIssuerThatLiesAboutItselfIsRefused() throws ProviderRefusal {
        federation.providers.check(provider.issuer());
        lying("issuer", "https://accounts.google.com", provider.issuer().toString());
        lying("token_endpoint", "http://inside.example/token", provider.issuer() + "/token");
        lying("authorization_endpoint", "javascript:alert(1)", provider.issuer() + "/authorize");
        provider.down = true;
        assertThatThrownBy(() -> federation.providers.check(provider.issuer()))
                .isInstanceOf(ProviderRefusal.class);
        provider.down = false;
    }

    @Test
    void nothingOfAProvidersTokensIsStoredAsItIs() {
        Browser browser = new Browser(federation);
        browser.land("works", provider.answer(browser.leave("works")));

        String rows =
                federation.database.with(
                        connection ->
                                String.join(
                                        "\n",
                                        Sql.list(
                                                connection,
                                                "SELECT encode(sealed, 'escape') AS text FROM"
                                                        + " provider_flows",
                                                row -> row.text("text"))));
        assertThat(rows)
                .isNotEmpty()
                .doesNotContain("access token")
                .doesNotContain(victim.email().value());
    }

    private static void lying(String field, String lie, String truth) {
        provider.describe(field, lie);
        assertThatThrownBy(() -> federation.providers.check(provider.issuer()))
                .isInstanceOf(ProviderRefusal.class);
        provider.describe(field, truth);
    }

    private static void forged(Forger forger) {
        provider.forger = forger;
        Browser browser = new Browser(federation);
        assertThat(browser.land("works", provider.answer(browser.leave("works"))))
                .isEqualTo("error=untrusted");
    }

    private static URI leaveFor(URI redirect) {
        return federation.signIn.begin(
                new ProviderId("works"), redirect, Aim.signIn(null, false), BROWSER);
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return provider.sign(claims.build(), provider.key);
    }

    private static String mac(JWTClaimsSet claims, String secret) throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(provider.key.getKeyID())
                                .build(),
                        claims);
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }
}
