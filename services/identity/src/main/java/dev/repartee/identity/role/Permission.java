package dev.repartee.identity.role;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be done. Every endpoint names the one that it needs; what names none is
 * refused.
 *
 * <p>The words are stable: custom roles store them. A permission says nothing about whose things:
 * {@link Scope} and the tenant of the caller do.
 */
public enum Permission {
    /** One's own account: its password, factors, sessions. Everybody who signs in has it. */
    OWN_ACCOUNT(Scope.SELF),

    MESSAGES_SEND(Scope.TENANT),
    MESSAGES_READ(Scope.TENANT),
    /** Make tokens that speak for any user of the tenant. */
    USER_TOKENS_ISSUE(Scope.TENANT),
    FEEDBACK_GIVE(Scope.TENANT),

    CONVERSATIONS_READ(Scope.TENANT),
    CONVERSATIONS_ANSWER(Scope.TENANT),
    LEADS_READ(Scope.TENANT),
    LEADS_CHANGE(Scope.TENANT),
    FEEDBACK_READ(Scope.TENANT),
    ANALYTICS_READ(Scope.TENANT),
    /** What models cost. */
    USAGE_READ(Scope.TENANT),
    BUDGETS_CHANGE(Scope.TENANT),

    ASSISTANTS_READ(Scope.TENANT),
    ASSISTANTS_CHANGE(Scope.TENANT),
    DOCUMENTS_READ(Scope.TENANT),
    DOCUMENTS_CHANGE(Scope.TENANT),
    PROMPTS_READ(Scope.TENANT),
    PROMPTS_CHANGE(Scope.TENANT),
    EXPERIMENTS_READ(Scope.TENANT),
    EXPERIMENTS_CHANGE(Scope.TENANT),
    TRAINING_READ(Scope.TENANT),
    TRAINING_CHANGE(Scope.TENANT),
    TOOLS_READ(Scope.TENANT),
    TOOLS_CHANGE(Scope.TENANT),
    SAFETY_READ(Scope.TENANT),
    SAFETY_CHANGE(Scope.TENANT),
    /** Take what people said out of the system, as training sets. */
    DATASETS_EXPORT(Scope.TENANT),

    /** Everything that is kept about one user, in one file. */
    USERS_EXPORT(Scope.TENANT),
    USERS_ERASE(Scope.TENANT),
    /** What a user agreed to. */
    CONSENT_READ(Scope.TENANT),
    CONSENT_CHANGE(Scope.TENANT),

    TENANT_READ(Scope.TENANT),
    /** Name, redaction, quotas as far as they are the tenant's, retention, allowed origins. */
    TENANT_CHANGE(Scope.TENANT),
    MEMBERS_READ(Scope.TENANT),
    /** Invite, remove, give roles; never a role that may more than one's own. */
    MEMBERS_CHANGE(Scope.TENANT),
    ROLES_READ(Scope.TENANT),
    ROLES_CHANGE(Scope.TENANT),
    API_KEYS_READ(Scope.TENANT),
    API_KEYS_CHANGE(Scope.TENANT),
    /** Which identity provider signs people of the tenant's domains in. */
    SIGN_IN_CHANGE(Scope.TENANT),
    AUDIT_LOG_READ(Scope.TENANT),
    /** Make and unmake owners, and end the tenant. */
    OWNERSHIP(Scope.TENANT),

    /** The state of the system and of each tenant, without what people said. */
    OPERATIONS_READ(Scope.PLATFORM),
    OPERATIONS_CHANGE(Scope.PLATFORM),
    /** Make tenants and set their quotas. */
    TENANTS_CHANGE(Scope.PLATFORM),
    /** Look into a tenant for a while, for a reason that the tenant is shown. */
    GLASS_BREAK(Scope.PLATFORM);

    /** How far a permission reaches. */
    public enum Scope {
        /** The caller's own things. */
        SELF,
        /** Things of the caller's tenant. */
        TENANT,
        /** The system that all tenants share. */
        PLATFORM
    }

    private final Scope scope;

    Permission(Scope scope) {
        this.scope = scope;
    }

    /** How far it reaches. */
    public Scope scope() {
        return scope;
    }

    /** The stable word, for example {@code assistants_read}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The permission of that word. */
    public static Optional<Permission> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findAny();
    }
}
