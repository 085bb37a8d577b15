package dev.repartee.inference.reply;

import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.inference.context.ContextWindow;
import dev.repartee.inference.context.PassageBudget;
import dev.repartee.inference.context.Summaries;
import dev.repartee.inference.guard.ReplyGuard;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.model.Tokens;
import dev.repartee.inference.reply.Knowledge.Passage;
import dev.repartee.inference.reply.PromptWriter.Told;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what a model is told and makes it fit: the system prompt and the question always, then
 * the best passages, then the newest turns, then a summary of the older ones, each within its
 * budget and all together within the model's window.
 */
final class PromptBuilder {

    private static final Logger log = LoggerFactory.getLogger(PromptBuilder.class);

    private final ConversationMemory memory;
    private final Summaries summaries;
    private final Knowledge knowledge;
    private final Clock clock;
    private final ReplyLanguage languages = new ReplyLanguage();

    PromptBuilder(
            ConversationMemory memory, Summaries summaries, Knowledge knowledge, Clock clock) {
        this.memory = memory;
        this.summaries = summaries;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /**
     * A prompt and what it was made from.
     *
     * @param prompt to ask
     * @param language in which the answer will be
     * @param passages that the prompt has
     * @param hadContext whether something was said before
     * @param earlier what that was
     */
    record Built(
            Prompt prompt,
            String language,
            List<Passage> passages,
            boolean hadContext,
            List<Turn> earlier) {}

    /**
     * @param window most tokens that the model takes, those of its answer included
     */
    Built build(PublishedAssistant published, Job job, int window, ReplyGuard guard) {
        ModelSettings settings = published.assistant().model();
        List<Turn> earlier = guard.earlier(earlier(job));
        String language = languages.of(published.assistant().replies().languages(), job, earlier);
        Told bare = new Told("", List.of(), language, clock.instant());
        String system = PromptWriter.system(published, job, bare);
        int free =
                free(
                        settings,
                        window,
                        PromptWriter.least(job, system, ContextWindow.of(earlier, 0)));
        List<Passage> passages =
                PassageBudget.fit(
                        passages(published, job), Math.min(settings.passageTokens(), free));
        free = Math.max(0, free - passages.stream().mapToInt(p -> Tokens.of(p.text())).sum());
        ContextWindow context = ContextWindow.of(earlier, Math.min(settings.contextTokens(), free));
        String summary =
                settings.contextTokens() == 0 || job.bringsContext()
                        ? ""
                        : summaries.of(
                                job.envelope().conversationKey(),
                                published.assistant().id(),
                                context.left(),
                                job.cipher());
        if (!summary.isEmpty() || !passages.isEmpty()) {
            Told told = new Told(summary, shown(passages, guard), language, bare.now());
            system = PromptWriter.system(published, job, told);
        }
        return new Built(
                PromptWriter.write(published, job, system, context),
                language,
                passages,
                !earlier.isEmpty(),
                earlier);
    }

    /**
     * What is left of the window for passages and context. Counted only where it is short: the
     * budgets of both are all that is ever taken from it.
     */
    private static int free(ModelSettings settings, int window, List<Turn> least) {
        int open = window - settings.maxTokens();
        int surely = open - Tokens.atMost(least);
        boolean ample = surely >= (long) settings.passageTokens() + settings.contextTokens();
        return ample ? surely : Math.max(0, open - Tokens.of(least));
    }

    private static List<Passage> shown(List<Passage> passages, ReplyGuard guard) {
        return passages.stream()
                .map(passage -> new Passage(passage.source(), guard.passage(passage.text())))
                .toList();
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
