package dev.repartee.identity.federation;

import dev.repartee.contract.AccountId;
import dev.repartee.identity.federation.Flow.Aim;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.session.Login;
import dev.repartee.identity.session.Place;
import dev.repartee.identity.signin.SignInOutcome;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** A browser that somebody uses to come in through a provider. */
final class Browser {

    private static final Place HOME = new Place("10.0.0.1", "test");

    private final Federation federation;
    private final String secret = UUID.randomUUID().toString();

    Browser(Federation federation) {
        this.federation = federation;
    }

    URI leave(String provider) {
        return leave(provider, Aim.signIn(null, false));
    }

    URI leave(String provider, Aim aim) {
        return federation.signIn.begin(new ProviderId(provider), null, aim, secret);
    }

    /** The fragment of the address to which it is sent on. */
    String land(String provider, Map<String, String> answer) {
        return federation.signIn.land(new ProviderId(provider), answer, secret).getRawFragment();
    }

    SignInOutcome complete(String fragment) {
        return federation.signIn.complete(code(fragment), secret, HOME);
    }

    boolean link(String fragment, AccountId account) {
        return federation.signIn.link(code(fragment), secret, account);
    }

    /** The whole way. */
    SignInOutcome through(String provider) {
        return through(provider, Aim.signIn(null, false));
    }

    SignInOutcome through(String provider, Aim aim) {
        return complete(land(provider, federation.provider.answer(leave(provider, aim))));
    }

    boolean prove(String fragment, Login login) {
        return federation.stepUp.complete(code(fragment), secret, login);
    }

    private static String code(String fragment) {
        if (!fragment.startsWith("code=")) {
            throw new AssertionError("came back with " + fragment);
        }
        return fragment.substring("code=".length());
    }
}
