package dev.repartee.identity.key;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.RoleId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param tenant whose it will be
 * @param name what people call it: 1 to 100 characters, none of them invisible
 * @param role what it may do
 * @param scopes which permissions of its role it may use at most; null for all of them
 * @param createdBy who makes it
 * @param expiresAt null for never
 */
public record ApiKeyDraft(
        TenantId tenant,
        String name,
        RoleId role,
        @Nullable Set<Permission> scopes,
        String createdBy,
        @Nullable Instant expiresAt) {

    private static final int LONGEST_NAME = 100;
    private static final String SYSTEM = "system";

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for a name that is no name
     */
    public ApiKeyDraft {
        name = name.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "name must have 1 to " + LONGEST_NAME + " characters in one line");
        }
    }

    /** A key that the system makes for its own ends. */
    public static ApiKeyDraft ofSystem(
            TenantId tenant, String name, RoleId role, @Nullable Instant expiresAt) {
        return new ApiKeyDraft(tenant, name, role, null, SYSTEM, expiresAt);
    }
}
