package dev.repartee.contract;

/**
 * A conversation of a user: the unit of order (promise P2).
 *
 * @param tenant the business
 * @param user the person
 * @param conversation the thread
 */
public record ConversationKey(TenantId tenant, UserId user, ConversationId conversation) {

    /** The user whose conversation this is. */
    public UserKey userKey() {
        return new UserKey(tenant, user);
    }

    /**
     * {@code tenant:user:conversation}, fit for the name of a key elsewhere: a colon in the
     * conversation's id is written {@code %3A}, as in {@link RequestKey#toString}.
     */
    @Override
    public String toString() {
        return tenant + ":" + user + ":" + conversation.value().replace(":", "%3A");
    }
}
