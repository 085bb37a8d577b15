package dev.repartee.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves.
 *
 * @param host the mail server; without one mails are kept, for administrators to look at
 * @param port of the server
 * @param security of the connection
 * @param user to sign in with, or null
 * @param password of that user, or null
 * @param from the sender's address
 * @param timeout for connecting and for each answer
 */
public record MailConfig(
        @Nullable String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable String password,
        String from,
        Duration timeout) {

    /** How the connection is protected. */
    public enum Security {
        /** Not at all: for a server on this machine. */
        NONE,
        /** By STARTTLS, and nothing is sent without it. */
        STARTTLS,
        /** From the first byte on. */
        TLS
    }

    public MailConfig {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("user and password go together");
        }
    }

    /** No server: mails are kept. */
    public static MailConfig defaults() {
        return new MailConfig(
                null,
                587,
                Security.STARTTLS,
                null,
                null,
                "repartee@localhost",
                Duration.ofSeconds(10));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailConfig[host=" + host + ", port=" + port + ", from=" + from + "]";
    }
}
