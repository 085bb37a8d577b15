package dev.repartee.contract;

import java.nio.charset.StandardCharsets;

/**
 * A user of a tenant, and the record key of every chat topic.
 *
 * @param tenant the business
 * @param user the person
 */
public record UserKey(TenantId tenant, UserId user) {

    /** Reads {@code tenant:user}; a user id may itself contain colons, a tenant id cannot. */
    public static UserKey parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new ReparteeException(ErrorCode.INVALID_ID, "a record key must be tenant:user");
        }
        return new UserKey(
                new TenantId(text.substring(0, colon)), new UserId(text.substring(colon + 1)));
    }

    /** Reads the UTF-8 bytes of {@code tenant:user}. */
    public static UserKey parse(byte[] key) {
        return parse(new String(key, StandardCharsets.UTF_8));
    }

    /** The record key's bytes. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return tenant + ":" + user;
    }
}
