package dev.repartee.identity.selfservice;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How people come to have accounts.
 *
 * @param registration who may register
 * @param publicUrl where people reach this system; links in mails begin with it
 * @param breachedPasswords a file of sorted SHA-1 hashes of passwords that are refused, or null
 * @param hashesAtOnce how many passwords are hashed side by side
 */
public record AccountsConfig(
        Registrations registration,
        URI publicUrl,
        @Nullable String breachedPasswords,
        int hashesAtOnce) {

    /** Who may register. */
    public enum Registrations {
        /** Everybody: each begins a business of their own, or was invited to one. */
        OPEN,
        /** Who was invited to a business. */
        INVITED,
        /** Nobody, and nobody is invited. */
        OFF
    }

    public AccountsConfig {
        if (hashesAtOnce < 1) {
            throw new IllegalArgumentException("hashesAtOnce must be at least 1");
        }
        if (!publicUrl.isAbsolute()) {
            throw new IllegalArgumentException("publicUrl must begin with https://");
        }
    }

    /** By invitation, two hashes per core. */
    public static AccountsConfig defaults() {
        return new AccountsConfig(
                Registrations.INVITED,
                URI.create("http://localhost:8080"),
                null,
                2 * Runtime.getRuntime().availableProcessors());
    }
}
