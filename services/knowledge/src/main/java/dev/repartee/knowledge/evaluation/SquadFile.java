package dev.repartee.knowledge.evaluation;

import dev.repartee.knowledge.Document;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.evaluation.QuestionSet.Judged;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file in the form of SQuAD 1.1 or 2.0 (XQuAD and MLQA have it too). Each paragraph is a
 * document under its article's title; the one that a question was asked about is the one to find.
 * Paragraphs with the same text are one document.
 */
public final class SquadFile {

    private final Path file;
    private final Map<String, Document> paragraphs = new LinkedHashMap<>();
    private final List<Judged> questions = new ArrayList<>();

    private SquadFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws dev.repartee.contract.ReparteeException naming the place that is wrong
     */
    public static QuestionSet read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new SquadFile(file).read(JsonMapper.shared().readTree(in));
        } catch (JacksonException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw InvalidSet.at(file, line, "this is no JSON");
        } catch (IOException e) {
            throw InvalidSet.of(file, "it can't be read");
        }
    }

    private QuestionSet read(JsonNode root) {
        if (!root.path("data").isArray()) {
            throw InvalidSet.of(file, "expected {\"data\": [...]} as SQuAD has it");
        }
        int article = 0;
        for (JsonNode each : root.path("data")) {
            String title = each.path("title").asString("").replace('_', ' ');
            int paragraph = 0;
            for (JsonNode part : each.path("paragraphs")) {
                String place = "data[" + article + "].paragraphs[" + paragraph++ + "]";
                add(place, title, part);
            }
            article++;
        }
        if (questions.isEmpty()) {
            throw InvalidSet.of(file, "it has no questions");
        }
        Path name = file.getFileName();
        return new QuestionSet(
                name == null ? file.toString() : name.toString(),
                List.copyOf(paragraphs.values()),
                questions);
    }

    private void add(String place, String title, JsonNode part) {
        String context = part.path("context").asString("");
        if (context.isBlank()) {
            throw InvalidSet.of(file, place + " has no context");
        }
        Document document =
                paragraphs.computeIfAbsent(
                        context,
                        text ->
                                new Document(
                                        Integer.toString(paragraphs.size()),
                                        title,
                                        DocumentDraft.PLAIN,
                                        text));
        for (JsonNode question : part.path("qas")) {
            String text = question.path("question").asString("");
            if (text.isBlank()) {
                throw InvalidSet.of(file, place + " has a question without text");
            }
            boolean impossible = question.path("is_impossible").asBoolean(false);
            Set<String> answers = new LinkedHashSet<>();
            question.path("answers").forEach(each -> answers.add(each.path("text").asString("")));
            questions.add(
                    new Judged(
                            question.path("id").asString(Integer.toString(questions.size())),
                            text,
                            impossible ? Map.of() : Map.of(document.documentId(), 1),
                            List.copyOf(answers)));
        }
    }
}
