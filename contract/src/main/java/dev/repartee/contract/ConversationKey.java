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

    @Override
    public String toString() {
        return tenant + ":" + user + ":" + conversation;
    }
}
