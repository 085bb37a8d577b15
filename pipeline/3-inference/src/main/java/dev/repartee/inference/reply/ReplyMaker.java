package dev.repartee.inference.reply;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantCatalog;
import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.PublishedAssistant;
import dev.repartee.assistants.Replies;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.inference.context.Summaries;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.model.ModelFailure;
import dev.repartee.inference.reply.MadeReply.Reach;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.budget.Allowance;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the assistant's reply: by its model, from its documents, or, when nothing else is to be had
 * in time, its fallback (promise P6). Thread-safe.
 */
public final class ReplyMaker {

    private static final Logger log = LoggerFactory.getLogger(ReplyMaker.class);

    private final AssistantCatalog assistants;
    private final ModelEndpoints models;
    private final ModelCosts costs;
    private final ModelReplies modelReplies;
    private final ExtractiveReplies extractiveReplies;
    private final InferenceMetrics metrics;

    /** Makes replies with what the deployment has. */
    public ReplyMaker(
            AssistantCatalog assistants,
            ModelEndpoints models,
            Conversations conversations,
            Knowledge knowledge,
            ModelCosts costs,
            InferenceMetrics metrics,
            Clock clock) {
        this.assistants = assistants;
        this.models = models;
        this.costs = costs;
        this.modelReplies =
                new ModelReplies(
                        new PromptBuilder(
                                conversations.turns(), conversations.summaries(), knowledge, clock),
                        costs,
                        metrics);
        this.extractiveReplies = new ExtractiveReplies(knowledge);
        this.metrics = metrics;
    }

    /**
     * What was said before.
     *
     * @param turns the last ones
     * @param summaries of those before them
     */
    public record Conversations(ConversationMemory turns, Summaries summaries) {}

    /**
     * The reply. Never fails because of a model.
     *
     * @throws ReparteeException with {@link ErrorCode#STORE_UNAVAILABLE} while the assistants were
     *     never read
     */
    public MadeReply make(Job job, DeltaStream stream) throws InterruptedException {
        Optional<PublishedAssistant> published = assistant(job);
        if (published.isEmpty() && !assistants.loaded()) {
            throw new ReparteeException(
                    ErrorCode.STORE_UNAVAILABLE, "the assistants were not read yet");
        }
        if (published.isEmpty()) {
            return fallback(Replies.DEFAULT, job, "unknown_assistant");
        }
        String endpoint = published.get().assistant().model().endpoint();
        if (models.extractive(endpoint)) {
            return fromDocuments(published.get(), job, stream);
        }
        PublishedAssistant affordable = affordable(published.get());
        MadeReply made =
                models.extractive(affordable.assistant().model().endpoint())
                        ? fromDocuments(affordable, job, stream)
                        : byModel(affordable, job, stream);
        // A budget's makeshift is not to be given again when the budget is well again.
        return affordable == published.get() ? made : made.forThisTurn();
    }

    private PublishedAssistant affordable(PublishedAssistant published) {
        ModelSettings own = published.assistant().model();
        return switch (costs.allowance(published.tenant(), published.assistant().id())) {
            case Allowance.Full() -> published;
            case Allowance.Exhausted() ->
                    published.withModel(own.withName(ModelSettings.EXTRACTIVE));
            case Allowance.Cheaper(String model) -> {
                ModelSettings cheaper = own.withName(model);
                boolean known =
                        models.extractive(cheaper.endpoint())
                                || models.find(cheaper.endpoint()).isPresent();
                yield published.withModel(known ? cheaper : own.withName(ModelSettings.EXTRACTIVE));
            }
        };
    }

    private MadeReply byModel(PublishedAssistant published, Job job, DeltaStream stream)
            throws InterruptedException {
        Assistant assistant = published.assistant();
        String endpoint = assistant.model().endpoint();
        Optional<GuardedModel> model = models.find(endpoint);
        if (model.isEmpty()) {
            log.atWarn()
                    .addKeyValue("tenant", published.tenant())
                    .addKeyValue("assistant", assistant.id())
                    .addKeyValue("endpoint", endpoint)
                    .log("an assistant names a model endpoint that this deployment does not have");
            return fallback(assistant.replies(), job, "unknown_endpoint");
        }
        try {
            return modelReplies.make(published, model.get(), job, stream);
        } catch (ModelFailure failure) {
            log.atWarn()
                    .addKeyValue("requestId", job.envelope().key().requestId())
                    .addKeyValue("endpoint", endpoint)
                    .addKeyValue("error", failure.getMessage())
                    .log("no answer from the model; the fallback is said");
            return fallback(assistant.replies(), job, failure.kind().word());
        }
    }

    private MadeReply fromDocuments(PublishedAssistant published, Job job, DeltaStream stream) {
        try {
            return extractiveReplies.make(published, job, stream);
        } catch (ReparteeException e) {
            log.atWarn()
                    .addKeyValue("requestId", job.envelope().key().requestId())
                    .addKeyValue("error", e.code())
                    .log("the assistant's documents can not be read; the fallback is said");
            return fallback(published.assistant().replies(), job, "no_documents");
        }
    }

    /** The assistant that the message is for, as its user is served it now. */
    public Optional<PublishedAssistant> assistant(Job job) {
        return assistants.findFor(job.envelope().userKey(), job.envelope().assistant());
    }

    private MadeReply fallback(Replies replies, Job job, String cause) {
        metrics.fallback(cause);
        LocalText.Written text = replies.fallbackFor(job.request().language());
        return new MadeReply(
                new Reply(
                        text.text(),
                        ReplySource.FALLBACK,
                        text.language(),
                        List.of(),
                        true,
                        null,
                        null),
                Reach.TURN,
                null);
    }
}
