package dev.repartee.inference.reply;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.PublishedAssistant;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelAnswer;
import dev.repartee.inference.model.ModelFailure;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.reply.Knowledge.Passage;
import dev.repartee.inference.reply.MadeReply.Reach;
import dev.repartee.language.safety.SafetyVerdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replies by a model, with what was said before and what the assistant knows. */
final class ModelReplies {

    private static final Logger log = LoggerFactory.getLogger(ModelReplies.class);

    private final ConversationMemory memory;
    private final Knowledge knowledge;
    private final InferenceMetrics metrics;
    private final Clock clock;

    ModelReplies(
            ConversationMemory memory, Knowledge knowledge, InferenceMetrics metrics, Clock clock) {
        this.memory = memory;
        this.knowledge = knowledge;
        this.metrics = metrics;
        this.clock = clock;
    }

    MadeReply make(PublishedAssistant published, GuardedModel model, Job job, DeltaStream stream)
            throws ModelFailure, InterruptedException {
        Assistant assistant = published.assistant();
        String language = assistant.replies().languages().replyTo(job.request().language());
        List<Turn> earlier = earlier(job);
        List<Passage> passages = passages(published, job);
        Prompt prompt =
                PromptWriter.write(published, job, earlier, passages, language, clock.instant());
        ModelAnswer answer = model.ask(prompt, job.modelDeadline(), stream);
        metrics.used(published.tenant(), answer.use());
        SafetyVerdict verdict = stream.finish();
        boolean blocked = verdict instanceof SafetyVerdict.Blocked;
        List<Citation> citations =
                blocked ? List.of() : Grounding.citations(passages, verdict.text());
        Reply reply =
                new Reply(
                        verdict.text(),
                        ReplySource.MODEL,
                        language,
                        citations,
                        blocked,
                        answer.use(),
                        null);
        return new MadeReply(reply, blocked ? Reach.TURN : reach(job, earlier), published);
    }

    private static Reach reach(Job job, List<Turn> earlier) {
        if (!earlier.isEmpty()
                || job.bringsContext()
                || job.request().options() != null
                || !job.request().attachments().isEmpty()) {
            return Reach.TURN;
        }
        return job.work().profile() == null ? Reach.EVERYONE : Reach.USER;
    }

    private List<Turn> earlier(Job job) {
        if (job.bringsContext() || job.cipher() == null) {
            return job.request().context();
        }
        List<Turn> turns = new ArrayList<>();
        for (RememberedTurn turn : memory.recall(job.envelope().conversationKey(), job.cipher())) {
            if (!turn.requestId().equals(job.envelope().key().requestId())) {
                turns.add(new Turn(Turn.Role.USER, turn.question()));
                turns.add(new Turn(Turn.Role.ASSISTANT, turn.answer()));
            }
        }
        return turns;
    }

    private List<Passage> passages(PublishedAssistant published, Job job) {
        int limit = published.assistant().model().passages();
        try {
            return limit == 0
                    ? List.of()
                    : knowledge.passages(
                            published.tenant(),
                            published.assistant().id(),
                            job.request().text(),
                            limit);
        } catch (ReparteeException e) {
            log.atWarn()
                    .addKeyValue("requestId", job.envelope().key().requestId())
                    .addKeyValue("error", e.code())
                    .log("the model is asked without the assistant's documents");
            return List.of();
        }
    }
}
