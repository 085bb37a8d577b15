package dev.repartee.gateway.socket;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.gateway.form.FieldFault;
import dev.repartee.gateway.form.Fields;
import dev.repartee.gateway.form.JsonReader;
import dev.repartee.gateway.intake.DraftReader;
import dev.repartee.gateway.intake.MessageDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a client sends. */
sealed interface ClientFrame {

    /** A message to the assistant. */
    record Message(MessageDraft draft) implements ClientFrame {}

    /** The client has the result. */
    record Ack(RequestId requestId) implements ClientFrame {}

    /** The user is typing. Nothing listens to it yet but the idle timeout. */
    record Typing(ConversationId conversation) implements ClientFrame {}

    /** The client asks for a sign of life. */
    record Ping() implements ClientFrame {}

    /** Fields that are wrong. */
    record Faulty(List<FieldFault> faults, @Nullable RequestId requestId) implements ClientFrame {}

    /** The word of the frame, for metrics. */
    default String word() {
        return switch (this) {
            case Message ignored -> "message";
            case Ack ignored -> "ack";
            case Typing ignored -> "typing";
            case Ping ignored -> "ping";
            case Faulty ignored -> "faulty";
        };
    }

    /**
     * Reads a frame.
     *
     * @throws ReparteeException with {@link ErrorCode#MALFORMED_JSON}
     */
    static ClientFrame read(String text) {
        ObjectNode object = JsonReader.object(text);
        Fields fields = new Fields(object);
        return switch (fields.string("type")) {
            case "message" -> message(object);
            case "ack" -> {
                RequestId id = fields.parsed("requestId", RequestId::new);
                fields.require("requestId", id);
                yield id == null ? new Faulty(fields.faults(), null) : new Ack(id);
            }
            case "typing" -> {
                ConversationId id = fields.parsed("conversationId", ConversationId::new);
                fields.require("conversationId", id);
                yield id == null ? new Faulty(fields.faults(), null) : new Typing(id);
            }
            case "ping" -> new Ping();
            case null, default -> {
                fields.fault(
                        "type", ErrorCode.INVALID_FIELD, "must be message, ack, typing or ping");
                yield new Faulty(fields.faults(), null);
            }
        };
    }

    private static ClientFrame message(ObjectNode object) {
        return switch (DraftReader.read(object)) {
            case DraftReader.Read.Draft(MessageDraft draft) -> new Message(draft);
            case DraftReader.Read.Faulty(List<FieldFault> faults) ->
                    new Faulty(faults, new Fields(object).parsed("requestId", RequestId::new));
        };
    }
}
