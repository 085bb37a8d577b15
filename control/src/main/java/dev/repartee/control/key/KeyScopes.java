package dev.repartee.control.key;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.session.Required;
import dev.repartee.control.tenancy.RoleGift;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.RoleId;
import dev.repartee.identity.role.Roles;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key may do: nothing beyond its role, and nothing beyond who makes it. */
final class KeyScopes {

    private KeyScopes() {}

    /**
     * The permissions of those words; null stays null.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for a word that is none, and
     *     for no word at all
     */
    static @Nullable Set<Permission> parse(@Nullable List<String> words) {
        if (words == null) {
            return null;
        }
        Set<Permission> scopes = new LinkedHashSet<>();
        for (String word : words) {
            scopes.add(
                    Permission.of(word)
                            .orElseThrow(() -> wrong("there is none of the name that is given")));
        }
        if (scopes.isEmpty()) {
            throw wrong("name one at least, or leave it out");
        }
        return scopes;
    }

    /**
     * The role of a key, which the caller may give: as a whole, or as far as the key may use it.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_FIELD} for a role that there isn't or
     *     a permission that it lacks, with {@link ErrorCode#FORBIDDEN} for what the caller may not
     *     do
     */
    static RoleId role(
            Caller caller, Roles roles, @Nullable String role, @Nullable List<String> words) {
        String named = Required.text("role", role);
        Set<Permission> scopes = parse(words);
        if (scopes == null) {
            return RoleGift.checked(caller, roles, named);
        }
        RoleId id = RoleGift.known(caller, roles, named);
        if (!roles.permissions(caller.tenant(), id).containsAll(scopes)) {
            throw wrong("the role '" + id + "' does not hold all of them");
        }
        if (!caller.mayAll(scopes)) {
            throw new ReparteeException(
                    ErrorCode.FORBIDDEN, "the key would hold what you may not do yourself");
        }
        return id;
    }

    private static ReparteeException wrong(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, "permissions: " + detail);
    }
}
