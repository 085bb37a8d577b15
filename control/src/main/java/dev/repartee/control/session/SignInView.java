package dev.repartee.control.session;

import dev.repartee.identity.factor.Factor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a sign-in got.
 *
 * @param next {@code done}, {@code second_factor}, {@code new_password}, or {@code provider} where
 *     the business wants its people to come through its own
 * @param ticket to go on with, for ten minutes and five attempts; absent when done
 * @param factors what may be shown as second factor; a recovery code always may
 * @param provider through whom to come
 * @param session what the device holds from now on; only when done
 */
public record SignInView(
        String next,
        @Nullable String ticket,
        @Nullable Set<Factor> factors,
        @Nullable WayIn provider,
        @Nullable SessionView session) {

    /**
     * A provider to come through.
     *
     * @param id names it in paths
     * @param name what people call it
     */
    public record WayIn(String id, String name) {}

    static SignInView secondFactor(String ticket, Set<Factor> factors) {
        return new SignInView("second_factor", ticket, factors, null, null);
    }

    static SignInView newPassword(String ticket) {
        return new SignInView("new_password", ticket, null, null, null);
    }

    static SignInView through(String provider, String name) {
        return new SignInView("provider", null, null, new WayIn(provider, name), null);
    }

    static SignInView done(SessionView session) {
        return new SignInView("done", null, null, null, session);
    }

    @Override
    public String toString() {
        return "SignInView[" + next + "]";
    }
}
