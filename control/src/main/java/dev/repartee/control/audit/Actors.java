package dev.repartee.control.audit;

import dev.repartee.contract.AccountId;
import dev.repartee.identity.Principal;

/** How the audit log names who did something. */
public final class Actors {

    private Actors() {}

    /** A person, whatever their credential. */
    static String name(AccountId account) {
        return "account:" + account;
    }

    /** Tells keys, accounts and users apart; holds no secret. */
    public static String name(Principal principal) {
        return switch (principal) {
            case Principal.ApiKeyPrincipal key -> "key:" + key.prefix();
            case Principal.AccountPrincipal account -> name(account.account());
            case Principal.UserPrincipal user -> "user:" + user.user();
        };
    }

    /** The name of who is no member of the tenant, as whoever broke the glass has it. */
    public static String guest(Principal principal) {
        return name(principal).replaceFirst("^account:", "operator:");
    }
}
