package dev.repartee.feedback.export;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.messages.ConversationPage;
import dev.repartee.messages.Cursor;
import dev.repartee.messages.MessageStore;
import dev.repartee.messages.PageRequest;
import dev.repartee.messages.StoredMessage;
import dev.repartee.postgres.Database;
import java.io.IOException;
import java.io.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes what was said to an assistant in a time as a training set, conversation by conversation,
 * so that memory does not grow with the time. Personal data that has a form is taken out, and the
 * ids of users and messages are not written. What was erased is not there any more, and who said
 * that they don't want to be learnt from is left out.
 */
public final class TrainingExport {

    private static final String CONVERSATIONS =
            """
            SELECT DISTINCT user_id, conversation_id FROM chat_messages
            WHERE tenant_id = ? AND assistant_id = ? AND created_at >= ? AND created_at < ?
                AND NOT erased AND (user_id, conversation_id) > (?, ?)
                AND coalesce((SELECT c.granted FROM user_consents c
                    WHERE c.tenant_id = chat_messages.tenant_id
                      AND c.user_id = chat_messages.user_id AND c.purpose = 'training'
                    ORDER BY c.recorded_at DESC LIMIT 1), true)
            ORDER BY user_id, conversation_id LIMIT ?
            """;

    private static final int PAGE = 200;

    private final Database database;
    private final MessageStore messages;
    private final FeedbackStore feedback;
    private final Function<TenantId, String> region;

    /**
     * @param region of a tenant's phone numbers without a country code, ISO 3166, {@code ZZ} for
     *     none
     */
    public TrainingExport(
            Database database,
            MessageStore messages,
            FeedbackStore feedback,
            Function<TenantId, String> region) {
        this.database = database;
        this.messages = messages;
        this.feedback = feedback;
        this.region = region;
    }

    /**
     * Writes the whole set.
     *
     * @return how many examples were written
     * @throws IOException when the writer fails; then what was written is only a part
     */
    public long write(ExportRequest request, ExportFormat format, Writer out) throws IOException {
        Anonymiser anonymiser = new Anonymiser(region.apply(request.tenant()));
        ExampleWriter writer =
                switch (format) {
                    case CHAT_JSONL -> new ChatWriter(out, anonymiser, request);
                    case NLU_JSONL -> new NluLinesWriter(out, anonymiser, request);
                    case NLU_CSV -> new NluTableWriter(out, anonymiser, request);
                    case RASA_YAML -> new RasaWriter(out, anonymiser, request);
                };
        String user = "";
        String conversation = "";
        while (true) {
            List<ConversationKey> page = page(request, user, conversation);
            for (ConversationKey key : page) {
                writer.conversation(messages(request, key), feedback.of(key));
            }
            if (page.size() < PAGE) {
                break;
            }
            user = page.getLast().user().value();
            conversation = page.getLast().conversation().value();
        }
        writer.finish();
        out.flush();
        return writer.written();
    }

    private List<ConversationKey> page(ExportRequest request, String user, String conversation) {
        return database.with(
                connection -> {
                    try (PreparedStatement select = connection.prepareStatement(CONVERSATIONS)) {
                        select.setString(1, request.tenant().value());
                        select.setString(2, request.assistant().value());
                        select.setObject(3, request.from().atOffset(ZoneOffset.UTC));
                        select.setObject(4, request.to().atOffset(ZoneOffset.UTC));
                        select.setString(5, user);
                        select.setString(6, conversation);
                        select.setInt(7, PAGE);
                        List<ConversationKey> keys = new ArrayList<>();
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                keys.add(
                                        new ConversationKey(
                                                request.tenant(),
                                                new UserId(rows.getString(1)),
                                                new ConversationId(rows.getString(2))));
                            }
                        }
                        return keys;
                    }
                });
    }

    private List<StoredMessage> messages(ExportRequest request, ConversationKey key) {
        List<StoredMessage> found = new ArrayList<>();
        Cursor after = null;
        do {
            ConversationPage page =
                    messages.conversation(
                            key,
                            new PageRequest(
                                    PageRequest.Order.OLDEST_FIRST, after, PageRequest.LONGEST));
            page.messages().stream()
                    .filter(message -> wanted(request, message))
                    .forEach(found::add);
            after = page.next();
        } while (after != null);
        return found;
    }

    private static boolean wanted(ExportRequest request, StoredMessage message) {
        return !message.erased()
                && message.inbound().text() != null
                && request.assistant().equals(message.place().assistant())
                && !message.timing().acceptedAt().isBefore(request.from())
                && message.timing().acceptedAt().isBefore(request.to());
    }
}
