package dev.repartee.inference.reply;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.Replies;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.inference.context.Summaries;
import dev.repartee.inference.guard.Guards;
import dev.repartee.inference.guard.Protection;
import dev.repartee.inference.guard.Refusal;
import dev.repartee.inference.guard.ReplyGuard;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.model.ModelFailure;
import dev.repartee.inference.reply.MadeReply.Reach;
import dev.repartee.inference.tool.ToolLoop;
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
    private final Guards guards;
    private final Knowledge knowledge;
    private final PromptBuilder prompts;
    private final Clock clock;

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
        this.knowledge = knowledge;
        this.prompts =
                new PromptBuilder(
                        conversations.turns(), conversations.summaries(), knowledge, clock);
        this.clock = clock;
        this.modelReplies = new ModelReplies(prompts, new ToolLoop(null, clock), costs, metrics);
        this.guards = Guards.standard();
        this.extractiveReplies = new ExtractiveReplies(knowledge);
        this.metrics = metrics;
    }

    /** The same, with each assistant's own rules of safety, and tools. */
    public ReplyMaker guardedBy(Protection protection) {
        return new ReplyMaker(this, protection);
    }

    private ReplyMaker(ReplyMaker plain, Protection protection) {
        this.assistants = plain.assistants;
        this.models = plain.models;
        this.costs = plain.costs;
        this.knowledge = plain.knowledge;
        this.prompts = plain.prompts;
        this.clock = plain.clock;
        this.extractiveReplies = plain.extractiveReplies;
        this.metrics = plain.metrics;
        this.guards = protection.guards();
        this.modelReplies =
                new ModelReplies(
                        plain.prompts,
                        new ToolLoop(protection.tools(), plain.clock),
                        plain.costs,
                        plain.metrics);
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
        PublishedAssistant own = published.get();
        PublishedAssistant affordable =
                models.extractive(own.assistant().model().endpoint()) ? own : affordable(own);
        MadeReply made = make(affordable, job, stream);
        // A budget's makeshift is not to be given again when the budget is well again.
        return affordable == own ? made : made.forThisTurn();
    }

    /**
     * The reply of an assistant that is given, whoever the message was for and whatever it costs.
     */
    public MadeReply make(PublishedAssistant published, Job job, DeltaStream stream)
            throws InterruptedException {
        Assistant assistant = published.assistant();
        ReplyGuard guard = guards.open(assistant, job.request());
        Optional<Refusal> refusal = guard.admit();
        if (refusal.isPresent()) {
            return Refused.reply(refusal.get(), published);
        }
        boolean current = current(published);
        MadeReply made =
                models.extractive(assistant.model().endpoint())
                        ? fromDocuments(published, job, guard, stream)
                        : byModel(published, job, guard, stream);
        return current ? made : made.forThisTurn();
    }

    /**
     * Whether the documents are those that the assistant's revision stands for: the two are read
     * one after the other, and a reply from older documents must not be kept as one from newer
     * ones. Asked before the reply is made, since documents only grow newer.
     */
    private boolean current(PublishedAssistant published) {
        ModelSettings model = published.assistant().model();
        if (model.passages() == 0 && !models.extractive(model.endpoint())) {
            return true;
        }
        try {
            return knowledge
                    .edition(published.tenant(), published.assistant().id())
                    .equals(published.edition().documents());
        } catch (ReparteeException unavailable) {
            return false;
        }
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

    private MadeReply byModel(
            PublishedAssistant published, Job job, ReplyGuard guard, DeltaStream stream)
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
            return modelReplies.make(published, model.get(), job, guard, stream);
        } catch (ModelFailure failure) {
            log.atWarn()
                    .addKeyValue("requestId", job.envelope().key().requestId())
                    .addKeyValue("endpoint", endpoint)
                    .addKeyValue("error", failure.getMessage())
                    .log("no answer from the model; the fallback is said");
            return fallback(assistant.replies(), job, failure.kind().word());
        }
    }

    private MadeReply fromDocuments(
            PublishedAssistant published, Job job, ReplyGuard guard, DeltaStream stream)
            throws InterruptedException {
        try {
            return extractiveReplies.make(published, job, guard, stream);
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
