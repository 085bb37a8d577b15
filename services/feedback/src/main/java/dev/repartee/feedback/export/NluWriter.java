package dev.repartee.feedback.export;

import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Nlu;
import dev.repartee.feedback.Feedback;
import dev.repartee.messages.StoredMessage;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the formats of intents have in common: which messages are examples, each text once. */
abstract class NluWriter implements ExampleWriter {

    /** Further ones are written even if they were there before. */
    private static final int MOST_REMEMBERED = 200_000;

    private final Anonymiser anonymiser;
    private final double leastConfidence;
    private final Set<String> seen = new HashSet<>();
    private long written;

    NluWriter(Anonymiser anonymiser, ExportRequest request) {
        this.anonymiser = anonymiser;
        this.leastConfidence = request.leastConfidence();
    }

    /**
     * A message with what was understood of it.
     *
     * @param entities where they stand in the text
     */
    record Understood(
            String text,
            String language,
            String intent,
            double confidence,
            List<Entity> entities) {}

    @Override
    public final void conversation(List<StoredMessage> messages, Map<RequestId, Feedback> opinions)
            throws IOException {
        for (StoredMessage message : messages) {
            Nlu nlu = message.outcome().nlu();
            String question = message.inbound().text();
            if (nlu == null
                    || nlu.intent() == null
                    || question == null
                    || nlu.intent().confidence() < leastConfidence) {
                continue;
            }
            String text = anonymiser.text(question).strip();
            if (!text.isEmpty() && unseen(nlu.intent().name() + '\n' + text)) {
                String language = message.inbound().language();
                example(
                        new Understood(
                                text,
                                language == null ? "und" : language,
                                nlu.intent().name(),
                                nlu.intent().confidence(),
                                Anonymiser.entities(nlu.entities(), text)));
                written++;
            }
        }
    }

    private boolean unseen(String example) {
        return seen.size() >= MOST_REMEMBERED ? !seen.contains(example) : seen.add(example);
    }

    abstract void example(Understood example) throws IOException;

    @Override
    public void finish() throws IOException {}

    @Override
    public final long written() {
        return written;
    }
}
