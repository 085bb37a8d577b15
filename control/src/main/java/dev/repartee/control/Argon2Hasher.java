package dev.repartee.control;

import dev.repartee.identity.password.PasswordHasher;
import java.util.Map;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;

/**
 * Argon2id as OWASP asks for it: 19 MiB, two passes, one lane. Hashes that bcrypt made are still
 * understood, and count as outdated.
 */
public final class Argon2Hasher implements PasswordHasher {

    private static final String CURRENT = "argon2id";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;

    private final DelegatingPasswordEncoder encoder =
            new DelegatingPasswordEncoder(
                    CURRENT,
                    Map.of(
                            CURRENT,
                            new Argon2PasswordEncoder(
                                    SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES),
                            "bcrypt",
                            new BCryptPasswordEncoder()));

    @Override
    public String hash(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("the encoder made nothing of a password");
        }
        return hash;
    }

    @Override
    public boolean matches(String password, String hash) {
        return encoder.matches(password, hash);
    }

    @Override
    public boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }
}
