package dev.repartee.identity.federation;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.federation.Flow.Aim;
import dev.repartee.identity.federation.Flows.Arrived;
import dev.repartee.identity.federation.Flows.Begun;
import dev.repartee.identity.federation.Providers.Route;
import dev.repartee.identity.provider.Assertion;
import dev.repartee.identity.provider.Attempt;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.provider.ProviderRefusal;
import dev.repartee.identity.provider.ProviderRefusal.Reason;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.session.Secret;
import dev.repartee.identity.signin.SignIn;
import dev.repartee.identity.signin.SignInOutcome;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in through an identity provider: a browser leaves, comes back with an answer, and fetches
 * what came of it with a code that works once. All of it in one browser, which a secret in a cookie
 * tells from others. Every call blocks. Thread-safe.
 */
public final class ProviderSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);

    private final Providers providers;
    private final Flows flows;
    private final Recognition recognition;
    private final Accounts accounts;
    private final SignIn signIn;
    private final Redirects redirects;

    public ProviderSignIn(
            Providers providers,
            Flows flows,
            Recognition recognition,
            Accounts accounts,
            SignIn signIn,
            Redirects redirects) {
        this.providers = providers;
        this.flows = flows;
        this.recognition = recognition;
        this.accounts = accounts;
        this.signIn = signIn;
        this.redirects = redirects;
    }

    /**
     * A browser leaves.
     *
     * @param redirect where it wants to go when it comes back, null for our own page
     * @param browser the secret of its cookie
     * @return the provider's address
     * @throws ReparteeException with {@link ErrorCode#NOT_FOUND} for an unknown provider, with
     *     {@link ErrorCode#INVALID_FIELD} for a redirect that is not allowed, with {@link
     *     ErrorCode#PROVIDER_UNAVAILABLE} when the provider can't be asked
     */
    public URI begin(ProviderId id, @Nullable URI redirect, Aim aim, String browser) {
        URI back = redirects.allowed(redirect);
        Route route =
                providers
                        .find(id)
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.NOT_FOUND,
                                                "there is no provider '" + id + "'"));
        Attempt attempt = Attempt.random();
        try {
            URI question = question(route, aim, attempt);
            flows.begin(new Begun(new Flow(id, back, aim), attempt), browser);
            return question;
        } catch (ProviderRefusal e) {
            note(id, e);
            throw new ReparteeException(
                    ErrorCode.PROVIDER_UNAVAILABLE, "the provider can't be asked now", e);
        }
    }

    private static URI question(Route route, Aim aim, Attempt attempt) throws ProviderRefusal {
        return aim.stepUp() == null
                ? route.provider().question(attempt)
                : route.provider()
                        .questionAnew(attempt)
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.INVALID_FIELD,
                                                "this provider doesn't say when it last asked who"
                                                        + " you are"));
    }

    /**
     * A browser comes back.
     *
     * @param id the provider at whose address it comes back
     * @param answer the parameters that it brings
     * @return where it goes, with a code or the word of a {@link Reason} in the fragment
     */
    public URI land(ProviderId id, Map<String, String> answer, String browser) {
        Optional<Begun> begun = flows.back(answer.getOrDefault("state", ""), browser);
        if (begun.isEmpty()) {
            return failed(redirects.home(), Reason.UNKNOWN);
        }
        Flow flow = begun.get().flow();
        try {
            Assertion assertion = assertion(id, answer, begun.get());
            Secret code = flows.arrive(new Arrived(flow, assertion), browser);
            return URI.create(flow.redirect() + "#code=" + code.text());
        } catch (ProviderRefusal e) {
            note(id, e);
            return failed(flow.redirect(), e.reason());
        }
    }

    /** Signs in who came back; refuses what belongs to another browser, was used, or is too old. */
    public SignInOutcome complete(String code, String browser, Place place) {
        Arrived arrived = flows.fetch(code, browser).orElse(null);
        if (arrived == null || !arrived.flow().aim().signsIn()) {
            return new SignInOutcome.Refused();
        }
        Route route = providers.find(arrived.flow().provider()).orElse(null);
        if (route == null) {
            return new SignInOutcome.Refused();
        }
        Account account = recognition.recognise(arrived, route);
        Aim aim = arrived.flow().aim();
        return switch (route) {
            case Route.Shared shared ->
                    signIn.vouched(
                            account,
                            Method.IDENTITY_PROVIDER,
                            new SignIn.Visitor(aim.tenant(), place, aim.cookie()));
            case Route.OfBusiness(var provider, var terms) ->
                    signIn.vouched(
                            account,
                            Method.BUSINESS_PROVIDER,
                            new SignIn.Visitor(terms.tenant(), place, aim.cookie()));
        };
    }

    /**
     * Adds the identity with which somebody came back to their account; false when the code is
     * worth nothing to them.
     */
    public boolean link(String code, String browser, AccountId id) {
        Arrived arrived = flows.fetch(code, browser).orElse(null);
        Account account = accounts.find(id).orElse(null);
        if (arrived == null || account == null || !id.equals(arrived.flow().aim().link())) {
            return false;
        }
        return providers
                .find(arrived.flow().provider())
                .map(
                        route -> {
                            recognition.link(
                                    arrived.assertion(), account, route.provider().client().name());
                            return true;
                        })
                .orElse(false);
    }

    private Assertion assertion(ProviderId id, Map<String, String> answer, Begun begun)
            throws ProviderRefusal {
        if (!begun.flow().provider().equals(id)) {
            throw ProviderRefusal.untrusted("the answer comes back at another provider's address");
        }
        Route route =
                providers
                        .find(id)
                        .orElseThrow(
                                () -> new ProviderRefusal(Reason.UNKNOWN, "the provider is gone"));
        Assertion assertion = route.provider().redeem(answer, begun.attempt());
        return switch (route) {
            case Route.Shared shared -> assertion;
            case Route.OfBusiness(var provider, var terms) ->
                    assertion.by("business:" + terms.tenant() + ":" + assertion.authority());
        };
    }

    private static URI failed(URI redirect, Reason reason) {
        return URI.create(redirect + "#error=" + reason.word());
    }

    private static void note(ProviderId id, ProviderRefusal refusal) {
        LOG.atWarn()
                .addKeyValue("provider", id)
                .addKeyValue("reason", refusal.reason().word())
                .addKeyValue("error", refusal.getMessage())
                .log("nobody came in through an identity provider");
    }
}
