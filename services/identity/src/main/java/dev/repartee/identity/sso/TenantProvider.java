package dev.repartee.identity.sso;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.provider.ProviderId;
import dev.repartee.identity.role.RoleId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider of a business.
 *
 * @param tenant the business
 * @param id names it in addresses; says nothing of the business
 * @param updatedAt when it was last changed
 */
public record TenantProvider(
        TenantId tenant, ProviderId id, Terms terms, Secret clientSecret, Instant updatedAt) {

    /** A secret that never prints. */
    public record Secret(String value) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /**
     * What its owner decides.
     *
     * @param name what people call it
     * @param issuer of OpenID Connect
     * @param clientId as the provider gave it
     * @param trustsAddresses whether addresses count as verified that it says nothing about; those
     *     of the business's domains only, in any case
     * @param joinsAs the role of newcomers; null: only members get in
     * @param required whether people of the business's domains come in by no other way
     */
    public record Terms(
            String name,
            URI issuer,
            String clientId,
            boolean trustsAddresses,
            @Nullable RoleId joinsAs,
            boolean required) {

        /** Those of a provider that is one way among others. */
        public Terms(
                String name,
                URI issuer,
                String clientId,
                boolean trustsAddresses,
                @Nullable RoleId joinsAs) {
            this(name, issuer, clientId, trustsAddresses, joinsAs, false);
        }
    }
}
