package dev.repartee.feedback.export;

import dev.repartee.contract.RequestId;
import dev.repartee.feedback.Feedback;
import dev.repartee.messages.StoredMessage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes examples in one format; for one thread and one export. */
interface ExampleWriter {

    /** Takes the messages of a conversation, oldest first, and the opinions on their replies. */
    void conversation(List<StoredMessage> messages, Map<RequestId, Feedback> opinions)
            throws IOException;

    /** Writes what was held back. */
    void finish() throws IOException;

    /** Examples so far. */
    long written();
}
