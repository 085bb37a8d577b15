package dev.repartee.identity.role;

import dev.repartee.identity.Principal.AccountPrincipal;
import java.util.Set;

/** Accounts that may look into a tenant for a while without being a member of it. */
public interface Guests {

    /** Nobody. */
    Guests NONE =
            new Guests() {
                @Override
                public Set<Permission> permissions(AccountPrincipal account) {
                    return Set.of();
                }

                @Override
                public void look(AccountPrincipal account, String action, Look look) {}
            };

    /** What an account may do as a guest of the tenant that it names; nothing if it is none. */
    Set<Permission> permissions(AccountPrincipal account);

    /**
     * Writes into the tenant's audit log that a guest looks at something. Blocks, and throws when
     * it can't be written: what is not written down must not be shown.
     */
    void look(AccountPrincipal account, String action, Look look);

    /**
     * What is looked at.
     *
     * @param object the path that was called
     * @param origin the address that it came from
     */
    record Look(String object, String origin) {}
}
