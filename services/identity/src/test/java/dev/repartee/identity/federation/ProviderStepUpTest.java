package dev.repartee.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.factor.Enrolment;
import dev.repartee.identity.federation.FakeProvider.Person;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.signin.SignInOutcome;
import dev.repartee.postgres.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proving anew through a provider who is signed in, and everything that proves nothing. */
class ProviderStepUpTest {

    private static Federation federation;
    private static FakeProvider provider;

    private final Browser browser = new Browser(federation);

    private Account account;
    private Login login;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, JOSEException {
        federation = new Federation(folder);
        provider = federation.provider;
    }

    @AfterAll
    static void stop() {
        federation.close();
    }

    /** Somebody came in through the provider, long enough ago. */
    @BeforeEach
    void signIn() {
        provider.forger = provider::honest;
        account = federation.member();
        provider.person = new Person(UUID.randomUUID().toString(), account.email().value(), true);
        login = ((SignInOutcome.SignedIn) browser.through("works")).granted().login();
        federation.clock.advance(Duration.ofMinutes(20));
        assertThatThrownBy(this::requireFresh).hasMessageContaining("prove again");
    }

    @Test
    void whoIsAskedAnewHasProvenIt() {
        says(federation.clock.instant());

        Map<String, String> asked = FakeProvider.query(browser.leave("works", aim()).getRawQuery());

        assertThat(asked).containsEntry("prompt", "login").containsEntry("max_age", "0");
        assertThat(browser.prove(answered(), login)).isTrue();
        requireFresh();
    }

    @Test
    void whatTheProviderRemembersProvesNothing() {
        says(federation.clock.instant().minus(Duration.ofMinutes(5)));
        assertThat(browser.prove(answered(), login)).isFalse();

        says(null);
        assertThat(browser.prove(answered(), login)).isFalse();
        assertThatThrownBy(this::requireFresh).hasMessageContaining("prove again");
    }

    @Test
    void somebodyElseAtTheProviderProvesNothing() {
        says(federation.clock.instant());
        provider.person = new Person(UUID.randomUUID().toString(), account.email().value(), true);

        assertThat(browser.prove(answered(), login)).isFalse();
    }

    @Test
    void aProofIsForOneLoginInOneBrowserAndOnce() {
        says(federation.clock.instant());
        Login other = ((SignInOutcome.SignedIn) browser.through("works")).granted().login();
        assertThat(browser.prove(answered(), other)).isFalse();
        assertThat(new Browser(federation).prove(answered(), login)).isFalse();

        String fragment = answered();
        assertThat(browser.prove(fragment, login)).isTrue();
        assertThat(browser.prove(fragment, login)).isFalse();
    }

    @Test
    void aProofIsNoSignInNoLinkAndASignInIsNoProof() {
        says(federation.clock.instant());

        assertThat(browser.complete(answered())).isInstanceOf(SignInOutcome.Refused.class);
        assertThat(browser.link(answered(), account.id())).isFalse();
        String signIn = browser.land("works", provider.answer(browser.leave("works")));
        assertThat(browser.prove(signIn, login)).isFalse();
    }

    @Test
    void whoHasASecondFactorShowsThat() {
        says(federation.clock.instant());
        String fragment = answered();
        Enrolment begun = federation.factors.begin(account);
        federation.database.with(
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE totp_factors SET confirmed_at = now()"
                                        + " WHERE account_id = ?",
                                account.id().value()));
        assertThat(begun.secret()).isNotEmpty();

        assertThat(browser.prove(fragment, login)).isFalse();
        assertThatThrownBy(this::aim)
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void aProviderThatNeverSaysWhenItAskedIsNotAsked() {
        assertThatThrownBy(() -> browser.leave("github", aim()))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    }

    private Flow.Aim aim() {
        return federation.stepUp.aim(login);
    }

    private String answered() {
        return browser.land("works", provider.answer(browser.leave("works", aim())));
    }

    private void requireFresh() {
        federation.logins.requireFresh(login.id());
    }

    /** When the provider says that it asked. */
    private static void says(@Nullable Instant askedAt) {
        provider.forger =
                question ->
                        provider.sign(
                                askedAt == null
                                        ? provider.claims(question).build()
                                        : provider.claims(question)
                                                .claim("auth_time", askedAt.getEpochSecond())
                                                .build(),
                                provider.key);
    }
}
