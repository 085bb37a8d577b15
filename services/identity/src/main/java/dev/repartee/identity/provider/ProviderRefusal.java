package dev.repartee.identity.provider;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why nobody came in through a provider. The message never holds what the provider sent. */
public final class ProviderRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** The person, or the provider, said no. */
        DENIED,
        /** The provider could not be reached, or is not allowed to be. */
        UNREACHABLE,
        /** What it answered is not to be believed. */
        UNTRUSTED,
        /** There is no such sign-in in this browser: used, too old, or begun elsewhere. */
        UNKNOWN;

        /** The word that pages see. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    public ProviderRefusal(Reason reason, String message) {
        this(reason, message, null);
    }

    public ProviderRefusal(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What a provider sent is not to be believed. */
    public static ProviderRefusal untrusted(String message) {
        return new ProviderRefusal(Reason.UNTRUSTED, message);
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
