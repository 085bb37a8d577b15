package dev.repartee.control.federation;

import dev.repartee.contract.TenantId;
import dev.repartee.control.session.AccountServices;
import dev.repartee.postgres.TenantScope;

/** Ends the logins that a business does not allow any more since it wants its provider. */
final class Enforcement {

    private static final String WHY = "the business signs its people in itself";

    private Enforcement() {}

    /** After each change of the rule, or of the domains for which it holds; safe to repeat. */
    static void apply(FederationServices services, AccountServices accounts, TenantId tenant) {
        TenantScope.everywhere(
                () -> {
                    services.required()
                            .openedOtherwise(tenant)
                            .forEach(
                                    one ->
                                            accounts.logins()
                                                    .revoke(one.account(), one.login(), WHY));
                    return tenant;
                });
    }
}
