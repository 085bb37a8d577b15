package dev.repartee.control.session;

import dev.repartee.identity.factor.Factor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a sign-in got.
 *
 * @param next {@code done}, {@code second_factor} or {@code new_password}
 * @param ticket to go on with, for ten minutes and five attempts; absent when done
 * @param factors what may be shown as second factor; a recovery code always may
 * @param session what the device holds from now on; only when done
 */
public record SignInView(
        String next,
        @Nullable String ticket,
        @Nullable Set<Factor> factors,
        @Nullable SessionView session) {

    @Override
    public String toString() {
        return "SignInView[" + next + "]";
    }
}
