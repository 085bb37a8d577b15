package dev.repartee.identity.role;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import java.util.Set;

/**
 * A role that a tenant made for itself.
 *
 * @param tenant whose it is
 * @param id its name in memberships and keys
 * @param name what people call it
 * @param permissions what it may do; never who owns the tenant, and nothing of the platform
 */
public record TenantRole(TenantId tenant, RoleId id, String name, Set<Permission> permissions) {

    private static final int LONGEST_NAME = 80;

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD}, naming the field
     */
    public TenantRole {
        permissions = Set.copyOf(permissions);
        if (Role.of(id).isPresent()) {
            throw invalid("role '" + id + "' is there in every tenant and can't be changed");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw invalid("name must be 1 to " + LONGEST_NAME + " characters");
        }
        if (permissions.isEmpty()) {
            throw invalid("permissions must name at least one");
        }
        for (Permission permission : permissions) {
            if (!Role.ADMIN.permissions().contains(permission)) {
                throw invalid("permissions must not hold '" + permission.word() + "'");
            }
        }
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, detail);
    }
}
