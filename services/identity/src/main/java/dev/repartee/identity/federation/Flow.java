package dev.repartee.identity.federation;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.LoginId;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.provider.ProviderId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a browser set out for when it left for a provider.
 *
 * @param provider whom it is sent to
 * @param redirect where it goes when it comes back
 * @param aim what it is good for
 */
public record Flow(ProviderId provider, URI redirect, Aim aim) {

    /**
     * What a sign-in is good for.
     *
     * @param tenant the business to work in, null for the first of theirs
     * @param cookie whether the browser will hold the login
     * @param invitation the secret of an invitation that is accepted on the way, or null
     * @param business what newcomers call the business that they begin, or null
     * @param link the account that the identity is added to, null for something else
     * @param stepUp what is to be proven anew, null for something else
     */
    public record Aim(
            @Nullable TenantId tenant,
            boolean cookie,
            @Nullable String invitation,
            @Nullable String business,
            @Nullable AccountId link,
            @Nullable StepUp stepUp) {

        /** Signs in, and nothing else. */
        public static Aim signIn(@Nullable TenantId tenant, boolean cookie) {
            return signIn(tenant, cookie, null, null);
        }

        /** Signs in, and accepts an invitation or begins a business on the way. */
        public static Aim signIn(
                @Nullable TenantId tenant,
                boolean cookie,
                @Nullable String invitation,
                @Nullable String business) {
            return new Aim(tenant, cookie, invitation, business, null, null);
        }

        /** Adds an identity to the account of who is signed in. */
        public static Aim link(AccountId account) {
            return new Aim(null, false, null, null, account, null);
        }

        /** Proves anew who is signed in. */
        static Aim stepUp(StepUp stepUp) {
            return new Aim(null, false, null, null, null, stepUp);
        }

        boolean signsIn() {
            return link == null && stepUp == null;
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Aim[]";
        }
    }

    /**
     * A proof that is asked for.
     *
     * @param login of whom
     * @param since a proof must be no older
     */
    record StepUp(LoginId login, Instant since) {}
}
