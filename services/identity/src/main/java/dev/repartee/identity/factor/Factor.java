package dev.repartee.identity.factor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be asked for beside a password. Recovery codes stand in for any of them. */
public enum Factor {
    AUTHENTICATOR_APP,
    PASSKEY;

    /** Its word in answers. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
