package dev.repartee.contract.event;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.TextHash;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Under which name a reply is cached: {@code reply:{tenant}:{user}:{assistant}:{revision}:{hash}}.
 * Inference writes, dispatch reads.
 *
 * <p>The value is {@link EventCodec#encodeReply}; a user's own is encrypted with that user's key,
 * with this name as associated data (promise P8). A change of the assistant or of its documents
 * changes the revision, so that older replies are never asked for again.
 *
 * @param tenant the business
 * @param user whose reply it is, or null when it was made without profile or context and so is for
 *     everyone
 * @param assistant who answered
 * @param revision names the assistant's definition and its documents: letters and digits
 * @param textHash see {@link #hashOf}
 */
public record ReplyCacheKey(
        TenantId tenant,
        @Nullable UserId user,
        AssistantId assistant,
        String revision,
        String textHash) {

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /**
     * The fingerprint of a message's text; case and the width of white space make no difference.
     */
    public static String hashOf(String text) {
        return TextHash.of(WHITE_SPACE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" "));
    }

    /** The same reply as it is kept for everyone. */
    public ReplyCacheKey shared() {
        return new ReplyCacheKey(tenant, null, assistant, revision, textHash);
    }

    /**
     * Where it is kept which shared replies were made from a user's words, so that an erasure takes
     * them along: a set of names.
     */
    public static String sharedBy(UserKey user) {
        return "shared:" + user + ":replies";
    }

    /** The name in Redis. Only the user id may contain colons, so no two keys share a name. */
    @Override
    public String toString() {
        return "reply:"
                + tenant
                + ":"
                + (user == null ? "" : user)
                + ":"
                + assistant
                + ":"
                + revision
                + ":"
                + textHash;
    }
}
