package dev.repartee.inference.reply;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.inference.guard.Refusal;
import dev.repartee.inference.guard.ReplyGuard;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelFailure;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.reply.MadeReply.Reach;
import dev.repartee.inference.reply.PromptBuilder.Built;
import dev.repartee.inference.tool.ToolLoop;
import dev.repartee.language.safety.SafetyVerdict;
import dev.repartee.tools.call.Toolbox;
import dev.repartee.usage.ModelCosts;
import dev.repartee.usage.UsagePurpose;
import java.util.List;
import java.util.Optional;

/** Replies by a model, with what was said before and what the assistant knows. */
final class ModelReplies {

    private final PromptBuilder prompts;
    private final ToolLoop tools;
    private final ModelCosts costs;
    private final InferenceMetrics metrics;

    ModelReplies(
            PromptBuilder prompts, ToolLoop tools, ModelCosts costs, InferenceMetrics metrics) {
        this.prompts = prompts;
        this.tools = tools;
        this.costs = costs;
        this.metrics = metrics;
    }

    MadeReply make(
            PublishedAssistant published,
            GuardedModel model,
            Job job,
            ReplyGuard guard,
            DeltaStream stream)
            throws ModelFailure, InterruptedException {
        Assistant assistant = published.assistant();
        Built built = prompts.build(published, job, model.window(), guard);
        Optional<Refusal> refusal = guard.admitAfter(built.earlier());
        if (refusal.isPresent()) {
            return Refused.reply(refusal.get(), published);
        }
        Prompt prompt = guard.seal(built.prompt());
        stream.guard(guard.replies(prompt), guard.withholds());
        Toolbox.Caller caller = job.caller(assistant.id());
        ToolLoop.Outcome outcome =
                tools.ask(
                        model,
                        prompt.withTools(tools.offered(caller)),
                        caller,
                        guard,
                        job.modelDeadline(),
                        stream);
        ModelUse use = paid(published, job, outcome.answer().use());
        SafetyVerdict verdict = stream.finish(guard::judged);
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
                reply,
                blocked || outcome.called() ? Reach.TURN : reach(job, built.hadContext()),
                published);
    }

    /** What the call cost; a rehearsal's is counted nowhere. */
    private ModelUse paid(PublishedAssistant published, Job job, ModelUse use) {
        Assistant assistant = published.assistant();
        if (job.rehearsal()) {
            return costs.priced(assistant.model().name(), use);
        }
        metrics.used(published.tenant(), use);
        return costs.used(
                published.tenant(),
                assistant.id(),
                assistant.model().name(),
                UsagePurpose.REPLY,
                use);
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
