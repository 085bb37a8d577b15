package dev.repartee.identity;

import dev.repartee.contract.TenantId;
import java.util.Set;

/**
 * A business.
 *
 * @param id its name in ids and keys
 * @param name what people call it
 * @param redact which personal data is redacted before the log: any of {@code email}, {@code
 *     phone}, {@code card}
 * @param region ISO 3166 code by which phone numbers without a country code are read
 */
public record Tenant(TenantId id, String name, Set<String> redact, String region) {

    public Tenant {
        redact = Set.copyOf(redact);
    }
}
