package dev.repartee.inference.reply;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.prompt.PromptInputs;
import dev.repartee.assistants.prompt.PromptInputs.Excerpt;
import dev.repartee.assistants.prompt.SystemPrompt;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.content.ModelOptions;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.content.Turn.Role;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.inference.context.ContextWindow;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.reply.Knowledge.Passage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes what a model is asked: who it is, what it may rely on, what was said, the question. */
final class PromptWriter {

    private PromptWriter() {}

    /**
     * What a model is told besides the question and what was said before.
     *
     * @param summary of what was said earlier than that
     * @param passages of the assistant's documents
     * @param language to answer in
     * @param now the time
     */
    record Told(String summary, List<Passage> passages, String language, Instant now) {}

    /**
     * @param system what {@link #system} makes of what the model is told
     */
    static Prompt write(
            PublishedAssistant published, Job job, String system, ContextWindow context) {
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn(Role.SYSTEM, system));
        turns.addAll(context.system());
        turns.addAll(context.kept());
        turns.add(new Turn(Role.USER, job.request().text()));
        ModelSettings model = published.assistant().model();
        ModelOptions wishes = job.request().options();
        Double wished = wishes == null ? null : wishes.temperature();
        Integer wishedTokens = wishes == null ? null : wishes.maxTokens();
        return new Prompt(
                model.modelAtEndpoint(),
                turns,
                wished == null ? model.temperature() : wished,
                wishedTokens == null
                        ? model.maxTokens()
                        : Math.clamp(wishedTokens, 1, model.maxTokens()));
    }

    /**
     * What is always sent: the prompt and the question.
     *
     * @param system the prompt without summary and passages
     */
    static List<Turn> least(Job job, String system, ContextWindow context) {
        List<Turn> turns = new ArrayList<>(context.system());
        turns.add(new Turn(Role.SYSTEM, system));
        turns.add(new Turn(Role.USER, job.request().text()));
        return turns;
    }

    static String system(PublishedAssistant published, Job job, Told told) {
        ChatRequest request = job.request();
        Assistant assistant = published.assistant();
        Map<String, String> profile = job.work().profile();
        return SystemPrompt.render(
                published.prompt(),
                new PromptInputs(
                        assistant,
                        new PromptInputs.Message(
                                request.text(), request.language(), job.envelope().channel()),
                        profile == null ? Map.of() : profile,
                        told.language(),
                        told.now(),
                        told.passages().stream()
                                .map(passage -> new Excerpt(title(passage), passage.text()))
                                .toList(),
                        told.summary()));
    }

    private static String title(Passage passage) {
        String section = passage.source().section();
        return section == null
                ? passage.source().title()
                : passage.source().title() + " > " + section;
    }
}
