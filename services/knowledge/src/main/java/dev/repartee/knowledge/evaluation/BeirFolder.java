package dev.repartee.knowledge.evaluation;

import dev.repartee.knowledge.Document;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.evaluation.QuestionSet.Judged;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a folder in the form of BEIR: {@code corpus.jsonl}, {@code queries.jsonl} and judgements in
 * {@code qrels/SPLIT.tsv} (or {@code qrels.tsv}). Questions without a judgement are left out, as is
 * usual there.
 */
public final class BeirFolder {

    private final Path folder;

    private BeirFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether a folder looks like one. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve("corpus.jsonl"));
    }

    /**
     * Reads a folder.
     *
     * @param split which judgements: {@code test}, {@code dev} or {@code train}
     * @throws dev.repartee.contract.ReparteeException naming file and line
     */
    public static QuestionSet read(Path folder, String split) {
        return new BeirFolder(folder).read(split);
    }

    private QuestionSet read(String split) {
        List<Document> documents = new ArrayList<>();
        Set<String> known = new HashSet<>();
        objects(
                folder.resolve("corpus.jsonl"),
                (line, number) -> {
                    String id = line.path("_id").asString("");
                    known.add(id);
                    documents.add(
                            new Document(
                                    id,
                                    line.path("title").asString(""),
                                    DocumentDraft.PLAIN,
                                    line.path("text").asString("")));
                });
        Map<String, Map<String, Integer>> judgements = judgements(split, known);
        List<Judged> questions = new ArrayList<>();
        objects(
                folder.resolve("queries.jsonl"),
                (line, number) -> {
                    String id = line.path("_id").asString("");
                    Map<String, Integer> relevant = judgements.getOrDefault(id, Map.of());
                    if (!relevant.isEmpty()) {
                        String text = line.path("text").asString("");
                        questions.add(new Judged(id, text, relevant, List.of()));
                    }
                });
        if (questions.isEmpty()) {
            throw InvalidSet.of(folder, "no question has a judgement in split '" + split + "'");
        }
        return new QuestionSet(name(), documents, questions);
    }

    private String name() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? folder.toString() : last.toString();
    }

    private Map<String, Map<String, Integer>> judgements(String split, Set<String> known) {
        Path file = folder.resolve("qrels").resolve(split + ".tsv");
        Path path = Files.exists(file) ? file : folder.resolve("qrels.tsv");
        Map<String, Map<String, Integer>> judgements = new LinkedHashMap<>();
        lines(
                path,
                (line, number) -> {
                    String[] parts = line.split("\t");
                    // TREC's own form has a fourth column, always 0, in the second place.
                    int document = parts.length == 4 ? 2 : 1;
                    if (parts.length < 3 || number == 1 && !isGrade(parts[document + 1])) {
                        if (number == 1) {
                            return;
                        }
                        throw InvalidSet.at(path, number, "expected question, document, grade");
                    }
                    if (!isGrade(parts[document + 1])) {
                        throw InvalidSet.at(path, number, "the grade must be a whole number");
                    }
                    int grade = Integer.parseInt(parts[document + 1].strip());
                    if (grade > 0 && known.contains(parts[document])) {
                        judgements
                                .computeIfAbsent(parts[0], unused -> new LinkedHashMap<>())
                                .put(parts[document], grade);
                    }
                });
        return judgements;
    }

    private static boolean isGrade(String text) {
        return text.strip().matches("-?\\d{1,6}");
    }

    private static void objects(Path file, ObjLongConsumer<JsonNode> each) {
        lines(
                file,
                (line, number) -> {
                    try {
                        JsonNode node = JsonMapper.shared().readTree(line);
                        if (!node.path("_id").isString()) {
                            throw InvalidSet.at(file, number, "expected an object with _id");
                        }
                        each.accept(node, number);
                    } catch (JacksonException e) {
                        throw InvalidSet.at(file, number, "this is no JSON object");
                    }
                });
    }

    private static void lines(Path file, ObjLongConsumer<String> each) {
        if (!Files.isRegularFile(file)) {
            throw InvalidSet.of(file, "there is no such file");
        }
        try (BufferedReader reader = Files.newBufferedReader(file);
                Stream<String> lines = reader.lines()) {
            long[] number = {0};
            lines.forEach(
                    line -> {
                        number[0]++;
                        if (!line.isBlank()) {
                            each.accept(line, number[0]);
                        }
                    });
        } catch (UncheckedIOException | IOException e) {
            throw InvalidSet.of(file, "it can't be read as UTF-8 text");
        }
    }
}
