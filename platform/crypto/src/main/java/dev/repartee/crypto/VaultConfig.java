package dev.repartee.crypto;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;

/**
 * How long and how many keys live in memory.
 *
 * @param cachedFor how long a key is used without asking again, at most 60 s: within it an erasure
 *     is felt everywhere
 * @param outageGrace how long after it was last read a key is still used while the keys' database
 *     can not be asked. An erasure needs that database too, so this reaches beyond an erasure only
 *     in a process that alone is cut off from it
 * @param cachedKeys most keys in memory
 */
public record VaultConfig(Duration cachedFor, Duration outageGrace, int cachedKeys) {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /**
     * @throws ReparteeException with {@code INVALID_CONFIGURATION}, naming the field
     */
    public VaultConfig {
        if (cachedFor.isNegative() || cachedFor.compareTo(LONGEST) > 0) {
            throw invalid("cachedFor must be 0 to 60 s");
        }
        if (outageGrace.compareTo(cachedFor) < 0) {
            throw invalid("outageGrace must not be shorter than cachedFor");
        }
        if (cachedKeys < 1) {
            throw invalid("cachedKeys must be at least 1");
        }
    }

    /** A minute; an hour in an outage; 50,000 keys (about 1 KiB each). */
    public static VaultConfig defaults() {
        return new VaultConfig(LONGEST, Duration.ofHours(1), 50_000);
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_CONFIGURATION, "vault: " + detail);
    }
}
