package dev.repartee.control.tenancy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.role.Roles;

/**
 * The one rule of handing out what one may do: nobody gives, or takes from, a role that may more
 * than they may themselves. It is what keeps an administrator from making an owner.
 */
public final class RoleGift {

    private RoleGift() {}

    /**
     * The role of that name, which the caller may give.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for a role that there isn't,
     *     with {@link ErrorCode#FORBIDDEN} for one that may more than the caller
     */
    public static RoleId checked(Caller caller, Roles roles, String role) {
        RoleId id = known(caller, roles, role);
        within(caller, roles, id);
        return id;
    }

    /**
     * The role of that name, whatever it may.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for a role that there isn't
     */
    public static RoleId known(Caller caller, Roles roles, String role) {
        RoleId id = new RoleId(role);
        if (!roles.knows(caller.tenant(), id)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "role '" + id + "' is not one of this tenant's");
        }
        return id;
    }

    /**
     * Refuses what is beyond the caller.
     *
     * @throws ReparteeException with {@link ErrorCode#FORBIDDEN} for a role that may more than the
     *     caller
     */
    public static void within(Caller caller, Roles roles, RoleId role) {
        if (!caller.mayAll(roles.permissions(caller.tenant(), role))) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "the role '" + role + "' may more than you may yourself");
        }
    }
}
