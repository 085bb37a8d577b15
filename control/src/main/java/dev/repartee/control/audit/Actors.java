package dev.repartee.control.audit;

import dev.repartee.identity.Principal;

/** How the audit log names who did something. */
public final class Actors {

    private Actors() {}

    /** Tells keys, accounts and users apart; holds no secret. */
    public static String name(Principal principal) {
        return switch (principal) {
            case Principal.ApiKeyPrincipal key -> "key:" + key.prefix();
            case Principal.AccountPrincipal account -> "account:" + account.account();
            case Principal.UserPrincipal user -> "user:" + user.user();
        };
    }
}
