package dev.repartee.identity.role;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.Principal;
import java.util.Set;

/**
 * Who calls, and what they may do now.
 *
 * @param principal whose credential it is
 * @param permissions what their role holds at this moment
 */
public record Granted(Principal principal, Set<Permission> permissions) {

    /** Whether they may. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** The tenant whose data may be touched. */
    public TenantId tenant() {
        return principal.tenant();
    }
}
