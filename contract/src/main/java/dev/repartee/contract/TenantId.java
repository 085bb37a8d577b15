package dev.repartee.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A business that uses Repartee: the outermost border that no query and no event crosses.
 *
 * @param value 1 to 64 lower-case letters, digits and dashes; never a colon, which ends the tenant
 *     in a record key
 */
public record TenantId(@JsonValue String value) {

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_ID} when the value is not of the form
     *     given above
     */
    @JsonCreator
    public TenantId {
        IdSyntax.TENANT.check("tenantId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
