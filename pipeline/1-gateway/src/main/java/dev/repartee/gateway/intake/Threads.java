package dev.repartee.gateway.intake;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.TextHash;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is asked, and in which conversation, when the client does not say. Memory only. */
public final class Threads {

    private static final String DEFAULT_ASSISTANT = "default";
    private static final String USUAL_PREFIX = "c-";
    private static final int HASH_LENGTH = 16;

    private final AssistantCatalog catalog;

    public Threads(AssistantCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The assistant that is asked: the named one, else the tenant's only one, else the one called
     * {@code default}.
     *
     * @throws ReparteeException with {@link ErrorCode#UNKNOWN_ASSISTANT}
     */
    public AssistantId assistant(TenantId tenant, @Nullable AssistantId named) {
        if (named != null) {
            return known(tenant, named).assistant().id();
        }
        List<PublishedAssistant> all = catalog.list(tenant);
        if (all.size() == 1) {
            return all.getFirst().assistant().id();
        }
        return catalog.find(tenant, new AssistantId(DEFAULT_ASSISTANT))
                .map(PublishedAssistant::assistant)
                .map(Assistant::id)
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.UNKNOWN_ASSISTANT,
                                        all.isEmpty()
                                                ? "there is no assistant yet"
                                                : "assistantId is required: there are several"
                                                        + " assistants and none is called default"));
    }

    /**
     * The named assistant.
     *
     * @throws ReparteeException with {@link ErrorCode#UNKNOWN_ASSISTANT}
     */
    public PublishedAssistant known(TenantId tenant, AssistantId named) {
        return catalog.find(tenant, named)
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.UNKNOWN_ASSISTANT,
                                        "there is no assistant '" + named + "'"));
    }

    /** The tenant's assistants, by id. */
    public List<PublishedAssistant> all(TenantId tenant) {
        return catalog.list(tenant);
    }

    /** The conversation of a user with an assistant that neither of them named. */
    public static ConversationId usual(UserKey user, AssistantId assistant) {
        String hash = TextHash.of(user.user() + "\n" + assistant);
        return new ConversationId(USUAL_PREFIX + hash.substring(0, HASH_LENGTH));
    }

    /**
     * The assistant of a usual conversation that the client gave back by its id; empty for ids that
     * clients made themselves.
     */
    public Optional<AssistantId> ofUsual(UserKey user, ConversationId conversation) {
        if (!conversation.value().startsWith(USUAL_PREFIX)) {
            return Optional.empty();
        }
        return catalog.list(user.tenant()).stream()
                .map(entry -> entry.assistant().id())
                .filter(assistant -> usual(user, assistant).equals(conversation))
                .findFirst();
    }
}
