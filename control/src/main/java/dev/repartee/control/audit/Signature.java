package dev.repartee.control.audit;

import dev.repartee.contract.AccountId;
import dev.repartee.contract.TenantId;
import dev.repartee.control.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who did something, and in whose log it belongs, where that does not follow from the credential
 * and the method: the endpoint is open to all, changed something in another business than the
 * caller's, or showed a secret.
 */
public final class Signature {

    private static final String ATTRIBUTE = Signature.class.getName();

    private Signature() {}

    /** Signs a call that only reads, so that it is written down all the same. */
    public static void put(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, Signed.by(caller));
    }

    /** Signs a call in the name of somebody who turned out to have made it. */
    public static void put(HttpServletRequest request, TenantId tenant, AccountId account) {
        request.setAttribute(ATTRIBUTE, new Signed(tenant, Actors.name(account)));
    }

    /**
     * A signed call.
     *
     * @param tenant in whose log it belongs
     * @param actor who made it, as the log names them
     */
    record Signed(TenantId tenant, String actor) {

        static Signed by(Caller caller) {
            return new Signed(caller.tenant(), Actors.name(caller.principal()));
        }

        static Signed byGuest(Caller caller) {
            return new Signed(caller.tenant(), Actors.guest(caller.principal()));
        }
    }

    static Optional<Signed> of(HttpServletRequest request) {
        return Optional.ofNullable((Signed) request.getAttribute(ATTRIBUTE));
    }
}
