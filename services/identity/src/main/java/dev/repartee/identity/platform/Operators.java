package dev.repartee.identity.platform;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.account.Account;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.account.Memberships;
import dev.repartee.identity.role.Role;
import java.util.Set;

/**
 * Who runs the platform. They belong to a tenant of their own, which holds no assistants: nothing
 * that people can call makes an operator, only somebody at the machine does.
 */
public final class Operators {

    /** Where operators belong, and whose audit log has what they do. */
    public static final TenantId TENANT = new TenantId("platform");

    private final PlatformTenants tenants;
    private final Accounts accounts;
    private final Memberships memberships;

    public Operators(PlatformTenants tenants, Accounts accounts, Memberships memberships) {
        this.tenants = tenants;
        this.accounts = accounts;
        this.memberships = memberships;
    }

    /** What became of it. */
    public enum Outcome {
        /** There is a new account, with the given password, which must be changed. */
        CREATED,
        /** The address had an account: it keeps its password and is an operator's now. */
        PROMOTED
    }

    /**
     * Makes somebody an operator.
     *
     * @param passwordHash of a new account
     */
    public Outcome add(EmailAddress email, String passwordHash) {
        tenants.create(new Tenant(TENANT, "Platform", Set.of(), "US"));
        var created =
                accounts.create(new Accounts.Draft(email, "Operator", passwordHash, true, true));
        Account account = created.or(() -> accounts.find(email)).orElseThrow();
        memberships.put(account.id(), new Membership(TENANT, Role.OPERATOR.id()));
        return created.isPresent() ? Outcome.CREATED : Outcome.PROMOTED;
    }
}
