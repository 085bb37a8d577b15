package dev.repartee.identity.platform;

import dev.repartee.contract.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A business as an operator sees it: how large it is, not what is said there.
 *
 * @param id its name in ids and keys
 * @param name what people call it
 * @param region ISO 3166 code
 * @param createdAt when it was made
 * @param suspension why and since when it is stopped, or null
 * @param size how much it has
 */
public record PlatformTenant(
        TenantId id,
        String name,
        String region,
        Instant createdAt,
        @Nullable Suspension suspension,
        Size size) {

    /**
     * That a tenant is stopped.
     *
     * @param since from when on
     * @param reason why
     */
    public record Suspension(Instant since, String reason) {}

    /**
     * How much a tenant has.
     *
     * @param members people
     * @param assistants assistants
     * @param documents of all of them
     * @param apiKeys that are not revoked
     */
    public record Size(long members, long assistants, long documents, long apiKeys) {}
}
