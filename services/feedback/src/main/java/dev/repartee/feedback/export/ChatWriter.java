package dev.repartee.feedback.export;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.feedback.Feedback;
import dev.repartee.feedback.Opinion;
import dev.repartee.feedback.Rating;
import dev.repartee.messages.StoredMessage;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code {"messages": [{"role": "user", ...}, {"role": "assistant", ..., "weight": 1}]}}, one
 * conversation a line. A correction takes the place of its reply. Replies with a thumb down, canned
 * ones and, if only liked ones are wanted, all that nobody liked have the weight 0: they are
 * context and are not taught. A conversation that teaches nothing is left out.
 */
final class ChatWriter implements ExampleWriter {

    private final Writer out;
    private final Anonymiser anonymiser;
    private final boolean onlyLiked;
    private long written;

    ChatWriter(Writer out, Anonymiser anonymiser, ExportRequest request) {
        this.out = out;
        this.anonymiser = anonymiser;
        this.onlyLiked = request.onlyLiked();
    }

    @Override
    public void conversation(List<StoredMessage> messages, Map<RequestId, Feedback> opinions)
            throws IOException {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        ArrayNode turns = line.putArray("messages");
        boolean teaches = false;
        for (StoredMessage message : messages) {
            Reply reply = message.outcome().reply();
            String question = message.inbound().text();
            if (reply == null
                    || question == null
                    || message.outcome().state() != StoredMessage.State.REPLIED) {
                continue;
            }
            Opinion opinion =
                    Optional.ofNullable(opinions.get(message.key().requestId()))
                            .map(Feedback::opinion)
                            .orElse(null);
            boolean taught = taught(reply, opinion);
            teaches |= taught;
            turns.addObject().put("role", "user").put("content", anonymiser.text(question));
            turns.addObject()
                    .put("role", "assistant")
                    .put("content", anonymiser.text(answer(reply, opinion)))
                    .put("weight", taught ? 1 : 0);
        }
        if (teaches) {
            out.write(line.toString());
            out.write('\n');
            written++;
        }
    }

    private boolean taught(Reply reply, @Nullable Opinion opinion) {
        if (opinion != null && opinion.correction() != null) {
            return true;
        }
        Rating rating = opinion == null ? null : opinion.rating();
        return rating == Rating.UP
                || !onlyLiked && rating == null && reply.source() != ReplySource.FALLBACK;
    }

    private static String answer(Reply reply, @Nullable Opinion opinion) {
        String correction = opinion == null ? null : opinion.correction();
        return correction == null ? reply.text() : correction;
    }

    @Override
    public void finish() {}

    @Override
    public long written() {
        return written;
    }
}
