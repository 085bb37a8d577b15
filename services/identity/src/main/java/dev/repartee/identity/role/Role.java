package dev.repartee.identity.role;

import static dev.repartee.identity.role.Permission.*;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The roles that every tenant has; a tenant may add its own, made of permissions of {@link
 * Permission.Scope#TENANT}.
 */
public enum Role {
    /** Everything in the tenant. There is always at least one. */
    OWNER(tenantWide(EnumSet.noneOf(Permission.class))),

    /** Everything in the tenant but who owns it. */
    ADMIN(tenantWide(EnumSet.of(OWNERSHIP))),

    /** Answers people. */
    AGENT(
            EnumSet.of(
                    OWN_ACCOUNT,
                    MESSAGES_SEND,
                    MESSAGES_READ,
                    FEEDBACK_GIVE,
                    CONVERSATIONS_READ,
                    CONVERSATIONS_ANSWER,
                    LEADS_READ,
                    LEADS_CHANGE,
                    ASSISTANTS_READ,
                    DOCUMENTS_READ,
                    CONSENT_READ,
                    TENANT_READ,
                    MEMBERS_READ)),

    /** Reads what happens, changes nothing. */
    ANALYST(
            EnumSet.of(
                    OWN_ACCOUNT,
                    CONVERSATIONS_READ,
                    LEADS_READ,
                    FEEDBACK_READ,
                    ANALYTICS_READ,
                    USAGE_READ,
                    ASSISTANTS_READ,
                    DOCUMENTS_READ,
                    PROMPTS_READ,
                    EXPERIMENTS_READ,
                    TRAINING_READ,
                    TENANT_READ,
                    MEMBERS_READ,
                    ROLES_READ)),

    /** Builds assistants and calls the API; reads no conversation of others and manages nobody. */
    DEVELOPER(
            EnumSet.of(
                    OWN_ACCOUNT,
                    MESSAGES_SEND,
                    MESSAGES_READ,
                    USER_TOKENS_ISSUE,
                    FEEDBACK_GIVE,
                    FEEDBACK_READ,
                    ANALYTICS_READ,
                    USAGE_READ,
                    ASSISTANTS_READ,
                    ASSISTANTS_CHANGE,
                    DOCUMENTS_READ,
                    DOCUMENTS_CHANGE,
                    PROMPTS_READ,
                    PROMPTS_CHANGE,
                    EXPERIMENTS_READ,
                    EXPERIMENTS_CHANGE,
                    TRAINING_READ,
                    TRAINING_CHANGE,
                    TOOLS_READ,
                    TOOLS_CHANGE,
                    SAFETY_READ,
                    TENANT_READ,
                    MEMBERS_READ,
                    ROLES_READ,
                    API_KEYS_READ)),

    /** Somebody who writes to an assistant; only ever for themself. */
    END_USER(EnumSet.of(MESSAGES_SEND, MESSAGES_READ, FEEDBACK_GIVE)),

    /** Runs the platform: sees that it works, not what is said. */
    OPERATOR(
            EnumSet.of(
                    OWN_ACCOUNT, OPERATIONS_READ, OPERATIONS_CHANGE, TENANTS_CHANGE, GLASS_BREAK));

    private final Set<Permission> permissions;
    private final RoleId id = new RoleId(word());

    Role(Set<Permission> permissions) {
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    /** What the role may do. */
    public Set<Permission> permissions() {
        return permissions;
    }

    /** The stable word, as in the {@code role} claim of a token: {@code end_user}, say. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name where a tenant's own roles may stand as well. */
    public RoleId id() {
        return id;
    }

    /** The role of that word; empty for a tenant's own roles. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findAny();
    }

    /** The role of that name; empty for a tenant's own roles. */
    public static Optional<Role> of(RoleId id) {
        return of(id.value());
    }

    private static Set<Permission> tenantWide(Set<Permission> without) {
        EnumSet<Permission> all = EnumSet.of(OWN_ACCOUNT);
        Arrays.stream(Permission.values())
                .filter(one -> one.scope() == Scope.TENANT && !without.contains(one))
                .forEach(all::add);
        return all;
    }
}
