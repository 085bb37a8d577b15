package dev.repartee.contract;

/**
 * The identity of a message (promise P3): an id can neither collide with nor reveal another
 * tenant's or user's.
 *
 * @param tenant the business
 * @param user the person
 * @param requestId the id that the client or the gateway gave
 */
public record RequestKey(TenantId tenant, UserId user, RequestId requestId) {

    /**
     * The record key on the log, {@code tenant:user}: all of a user's events share a partition on
     * every topic.
     */
    public UserKey userKey() {
        return new UserKey(tenant, user);
    }

    /**
     * {@code tenant:user:requestId}, fit for the name of a key elsewhere: a colon in the id is
     * written {@code %3A}, because user ids may contain colons too and no two messages may share a
     * name.
     */
    @Override
    public String toString() {
        return tenant + ":" + user + ":" + requestId.value().replace(":", "%3A");
    }
}
