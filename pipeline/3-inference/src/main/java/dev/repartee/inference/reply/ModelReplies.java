package dev.repartee.inference.reply;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.PublishedAssistant;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelAnswer;
import dev.repartee.inference.model.ModelFailure;
import dev.repartee.inference.reply.MadeReply.Reach;
import dev.repartee.inference.reply.PromptBuilder.Built;
import dev.repartee.language.safety.SafetyVerdict;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.UsagePurpose;
import java.util.List;

/** Replies by a model, with what was said before and what the assistant knows. */
final class ModelReplies {

    private final PromptBuilder prompts;
    private final ModelCosts costs;
    private final InferenceMetrics metrics;

    ModelReplies(PromptBuilder prompts, ModelCosts costs, InferenceMetrics metrics) {
        this.prompts = prompts;
        this.costs = costs;
        this.metrics = metrics;
    }

    MadeReply make(PublishedAssistant published, GuardedModel model, Job job, DeltaStream stream)
            throws ModelFailure, InterruptedException {
        Assistant assistant = published.assistant();
        Built built = prompts.build(published, job, model.window());
        ModelAnswer answer = model.ask(built.prompt(), job.modelDeadline(), stream);
        metrics.used(published.tenant(), answer.use());
        ModelUse use =
                costs.used(
                        published.tenant(),
                        assistant.id(),
                        assistant.model().name(),
                        UsagePurpose.REPLY,
                        answer.use());
        SafetyVerdict verdict = stream.finish();
        boolean blocked = verdict instanceof SafetyVerdict.Blocked;
        List<Citation> citations =
                blocked ? List.of() : Grounding.citations(built.passages(), verdict.text());
        Reply reply =
                new Reply(
                        verdict.text(),
                        ReplySource.MODEL,
                        built.language(),
                        citations,
                        blocked,
                        use,
                        null);
        return new MadeReply(
                reply, blocked ? Reach.TURN : reach(job, built.hadContext()), published);
    }

    private static Reach reach(Job job, boolean hadContext) {
        if (hadContext
                || job.bringsContext()
                || job.request().options() != null
                || !job.request().attachments().isEmpty()) {
            return Reach.TURN;
        }
        return job.work().profile() == null ? Reach.EVERYONE : Reach.USER;
    }
}
