package dev.repartee.inference.reply;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.PublishedAssistant;
import dev.repartee.assistants.prompt.PromptInputs;
import dev.repartee.assistants.prompt.PromptInputs.Excerpt;
import dev.repartee.assistants.prompt.SystemPrompt;
import dev.repartee.contract.content.ModelOptions;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.content.Turn.Role;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.model.Tokens;
import dev.repartee.inference.reply.Knowledge.Passage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/** Writes what a model is asked: who it is, what it may rely on, what was said, the question. */
final class PromptWriter {

    private PromptWriter() {}

    /**
     * @param earlier what was said before, oldest first; the newest that fit the assistant's budget
     *     are kept
     * @param language to answer in
     */
    static Prompt write(
            PublishedAssistant published,
            Job job,
            List<Turn> earlier,
            List<Passage> passages,
            String language,
            Instant now) {
        ChatRequest request = job.request();
        Assistant assistant = published.assistant();
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn(Role.SYSTEM, system(published, job, passages, language, now)));
        earlier.stream().filter(turn -> turn.role() == Role.SYSTEM).forEach(turns::add);
        turns.addAll(newest(earlier, assistant.model().contextTokens()));
        turns.add(new Turn(Role.USER, request.text()));
        ModelOptions wishes = request.options();
        Double wished = wishes == null ? null : wishes.temperature();
        Integer wishedTokens = wishes == null ? null : wishes.maxTokens();
        return new Prompt(
                assistant.model().modelAtEndpoint(),
                turns,
                wished == null ? assistant.model().temperature() : wished,
                wishedTokens == null
                        ? assistant.model().maxTokens()
                        : Math.clamp(wishedTokens, 1, assistant.model().maxTokens()));
    }

    private static List<Turn> newest(List<Turn> earlier, int budget) {
        LinkedList<Turn> kept = new LinkedList<>();
        int left = budget;
        for (Turn turn : earlier.reversed()) {
            if (turn.role() == Role.SYSTEM) {
                continue;
            }
            left -= Tokens.of(List.of(turn));
            if (left < 0) {
                break;
            }
            kept.addFirst(turn);
        }
        // An answer without its question would only confuse.
        while (!kept.isEmpty() && kept.getFirst().role() == Role.ASSISTANT) {
            kept.removeFirst();
        }
        return kept;
    }

    private static String system(
            PublishedAssistant published,
            Job job,
            List<Passage> passages,
            String language,
            Instant now) {
        ChatRequest request = job.request();
        Map<String, String> profile = job.work().profile();
        return SystemPrompt.render(
                published.prompt(),
                new PromptInputs(
                        published.assistant(),
                        new PromptInputs.Message(
                                request.text(), request.language(), job.envelope().channel()),
                        profile == null ? Map.of() : profile,
                        language,
                        now,
                        passages.stream()
                                .map(passage -> new Excerpt(title(passage), passage.text()))
                                .toList(),
                        ""));
    }

    private static String title(Passage passage) {
        String section = passage.source().section();
        return section == null
                ? passage.source().title()
                : passage.source().title() + " > " + section;
    }
}
