package dev.repartee.gateway.intake;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.SessionId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Attachment;
import dev.repartee.gateway.form.FieldFault;
import dev.repartee.gateway.form.Fields;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads a message of our own protocol, over HTTP or WebSocket. */
public final class DraftReader {

    private static final Set<String> KNOWN =
            Set.of(
                    "text",
                    "userId",
                    "assistantId",
                    "conversationId",
                    "requestId",
                    "sessionId",
                    "channel",
                    "attachments",
                    "mode",
                    "type");
    private static final Set<String> SCHEMES = Set.of("http", "https", "s3");
    private static final int MOST_ATTACHMENTS = 10;
    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_CHANNEL = 32;
    private static final long LARGEST_ATTACHMENT = 1L << 40;

    private DraftReader() {}

    /** What the object says. */
    public sealed interface Read {

        /** A message. */
        record Draft(MessageDraft draft) implements Read {}

        /** Fields that are wrong. */
        record Faulty(List<FieldFault> faults) implements Read {}
    }

    /** Reads a message. */
    public static Read read(ObjectNode object) {
        Fields fields = new Fields(object);
        String text = fields.string("text");
        fields.require("text", text);
        ConversationId conversation = fields.parsed("conversationId", ConversationId::new);
        MessageDraft.Address address =
                new MessageDraft.Address(
                        fields.parsed("userId", UserId::new),
                        fields.parsed("assistantId", AssistantId::new),
                        conversation == null
                                ? new ThreadChoice.Usual()
                                : new ThreadChoice.Named(conversation),
                        fields.parsed("requestId", RequestId::new));
        Mode mode = fields.parsed("mode", Mode::of);
        String channel = fields.parsed("channel", DraftReader::channel);
        SessionId session = fields.parsed("sessionId", SessionId::new);
        List<Attachment> attachments = attachments(fields);
        fields.refuseNearMisses(KNOWN);
        if (text == null || !fields.faults().isEmpty()) {
            return new Read.Faulty(fields.faults());
        }
        return new Read.Draft(
                new MessageDraft(
                        text,
                        address,
                        mode == null ? Mode.REPLY : mode,
                        channel,
                        session,
                        attachments,
                        MessageDraft.Prompt.NONE));
    }

    private static String channel(String word) {
        if (word.isEmpty() || word.length() > LONGEST_CHANNEL || !word.matches("[a-z0-9_-]+")) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "channel must be 1 to "
                            + LONGEST_CHANNEL
                            + " lower-case letters, digits, _ and -");
        }
        return word;
    }

    private static List<Attachment> attachments(Fields fields) {
        List<Attachment> attachments = new ArrayList<>();
        for (Fields element : fields.objects("attachments", MOST_ATTACHMENTS)) {
            URI url = element.parsed("url", DraftReader::url);
            element.require("url", url);
            String mediaType = element.parsed("mediaType", DraftReader::mediaType);
            element.require("mediaType", mediaType);
            String name = element.parsed("name", DraftReader::fileName);
            Long bytes = element.integer("bytes", 0, LARGEST_ATTACHMENT);
            if (url != null && mediaType != null) {
                attachments.add(new Attachment(url, mediaType, name, bytes));
            }
        }
        return attachments;
    }

    private static URI url(String text) {
        URI url = text.length() > LONGEST_URL ? null : parsed(text);
        if (url == null
                || url.getScheme() == null
                || !SCHEMES.contains(url.getScheme())
                || url.getAuthority() == null) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "url must be an http, https or s3 address of at most "
                            + LONGEST_URL
                            + " characters");
        }
        return url;
    }

    private static @Nullable URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String mediaType(String text) {
        if (text.length() > LONGEST_NAME || !text.matches("[\\w.+-]+/[\\w.+-]+")) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "mediaType must be like image/png");
        }
        return text;
    }

    private static String fileName(String text) {
        if (text.isEmpty()
                || text.length() > LONGEST_NAME
                || text.chars().anyMatch(Character::isISOControl)
                || text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                        && !text.codePoints().allMatch(Character::isValidCodePoint)) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "name must have 1 to " + LONGEST_NAME + " printable characters");
        }
        return text;
    }
}
