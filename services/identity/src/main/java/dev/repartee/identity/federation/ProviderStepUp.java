package dev.repartee.identity.federation;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.factor.SecondFactors;
import dev.repartee.identity.federation.Flow.StepUp;
import dev.repartee.identity.federation.Flows.Arrived;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Proves anew who is signed in, through a provider: it is asked to ask them, whatever it remembers,
 * and has to say when it did. Only for accounts without a second factor of their own, as it is with
 * passwords. Every call blocks. Thread-safe.
 */
public final class ProviderStepUp {

    /** A provider's clock may be behind by so much. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Flows flows;
    private final Identities identities;
    private final SecondFactors factors;
    private final Logins logins;
    private final Clock clock;

    public ProviderStepUp(
            Flows flows, Identities identities, SecondFactors factors, Logins logins, Clock clock) {
        this.flows = flows;
        this.identities = identities;
        this.factors = factors;
        this.logins = logins;
        this.clock = clock;
    }

    /**
     * What a browser sets out for; see {@link ProviderSignIn#begin}.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} for who has a second factor
     */
    public Flow.Aim aim(Login login) {
        if (!factors.of(login.account()).isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "you have a second factor: send a code or a passkey");
        }
        return Flow.Aim.stepUp(new StepUp(login.id(), clock.instant()));
    }

    /**
     * Ends the way with the code that the page was given. The provider must have asked since the
     * browser left, and have got somebody who comes into this very account through it.
     *
     * @return false when that proves nothing
     */
    public boolean complete(String code, String browser, Login login) {
        Optional<Arrived> proof =
                flows.fetch(code, browser)
                        .filter(arrived -> proves(arrived, login))
                        .filter(arrived -> factors.of(login.account()).isEmpty());
        proof.ifPresent(arrived -> logins.proven(login.id(), List.of(Method.IDENTITY_PROVIDER)));
        return proof.isPresent();
    }

    private boolean proves(Arrived arrived, Login login) {
        StepUp asked = arrived.flow().aim().stepUp();
        Instant askedAt = arrived.assertion().askedAt();
        return asked != null
                && askedAt != null
                && asked.login().equals(login.id())
                && !askedAt.isBefore(asked.since().minus(SKEW))
                && identities.find(arrived.assertion()).equals(Optional.of(login.account()));
    }
}
