package dev.repartee.assistants.files;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantDefinitions;
import dev.repartee.assistants.InvalidAssistant;
import dev.repartee.assistants.form.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Assistants as YAML files: the definition's tree; {@code documents} with an {@code id}, a {@code
 * title} and either a {@code file} beside it or the {@code content} itself; and the {@link
 * AssistantSection}s.
 */
public final class AssistantFiles {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String DOCUMENTS = "documents";

    /** What a file may hold besides the definition and the documents. */
    public static final Set<String> SECTIONS = Set.of("entities", "safety", "tools");

    private AssistantFiles() {}

    /**
     * Reads one file, or every {@code .yaml} and {@code .yml} file of a folder by name, except
     * examples in {@code .nlu.yaml}.
     *
     * @throws InvalidAssistant names the file and every field that is wrong
     * @throws UncheckedIOException when the path can not be read
     */
    public static List<AssistantBundle> read(Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(readFile(fileOrFolder));
        }
        try (Stream<Path> entries = Files.list(fileOrFolder)) {
            return entries.filter(path -> path.toString().matches(".*(?<!\\.nlu)\\.ya?ml"))
                    .sorted()
                    .map(AssistantFiles::readFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one assistant.
     *
     * @param yaml the file's text
     * @param files the text of a document's file by its relative path; empty when it can not be
     *     read
     * @throws InvalidAssistant names every field that is wrong
     */
    public static AssistantBundle parse(String yaml, Function<String, Optional<String>> files) {
        ObjectNode tree = tree(yaml);
        JsonNode documents = tree.remove(DOCUMENTS);
        Map<String, JsonNode> sections = new TreeMap<>();
        SECTIONS.stream()
                .filter(tree::hasNonNull)
                .forEach(name -> sections.put(name, tree.get(name)));
        tree.remove(SECTIONS);
        List<FieldError> errors = new ArrayList<>();
        Assistant assistant = null;
        try {
            assistant = AssistantDefinitions.read(tree);
        } catch (InvalidAssistant e) {
            errors.addAll(e.errors());
        }
        List<AssistantDocument> shelf =
                documents == null || documents.isNull()
                        ? null
                        : new DocumentReader(files, errors).read(documents);
        if (assistant == null || !errors.isEmpty()) {
            throw new InvalidAssistant(errors);
        }
        return new AssistantBundle(assistant, shelf, sections);
    }

    /** The bundle as one YAML text, documents in line; parsing it gives the bundle back. */
    public static String format(AssistantBundle bundle) {
        return dump(
                bundle,
                document -> {
                    Map<String, Object> fields = heading(document);
                    fields.put("mediaType", document.mediaType());
                    fields.put("content", document.content());
                    return fields;
                });
    }

    /**
     * Writes {@code <id>.yaml} and the documents as files under {@code <id>/}.
     *
     * @return the YAML file
     */
    public static Path write(AssistantBundle bundle, Path folder) {
        String id = bundle.assistant().id().value();
        try {
            Files.createDirectories(folder);
            List<AssistantDocument> documents = bundle.documents();
            if (documents != null && !documents.isEmpty()) {
                Files.createDirectories(folder.resolve(id));
                for (AssistantDocument document : documents) {
                    Files.writeString(folder.resolve(fileOf(id, document)), document.content());
                }
            }
            String yaml =
                    dump(
                            bundle,
                            document -> {
                                Map<String, Object> fields = heading(document);
                                fields.put("file", fileOf(id, document));
                                return fields;
                            });
            return Files.writeString(folder.resolve(id + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AssistantBundle readFile(Path file) {
        try {
            return parse(Files.readString(file), path -> beside(file, path));
        } catch (InvalidAssistant e) {
            throw new InvalidAssistant(
                    e.errors().stream()
                            .map(
                                    error ->
                                            new FieldError(
                                                    file.getFileName() + ": " + error.field(),
                                                    error.detail()))
                            .toList());
        } catch (CharacterCodingException e) {
            throw new InvalidAssistant(
                    List.of(new FieldError(file.getFileName().toString(), "is no UTF-8 text")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> beside(Path file, String relative) {
        try {
            return Optional.of(Files.readString(file.resolveSibling(relative)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode tree(String yaml) {
        try {
            JsonNode tree = MAPPER.valueToTree(Yaml12.create().load(yaml));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw invalid("must be one YAML object with the fields of an assistant");
        } catch (MarkedYAMLException e) {
            throw invalid(
                    "is no YAML: line %d: %s"
                            .formatted(e.getProblemMark().getLine() + 1, e.getProblem()));
        } catch (YAMLException e) {
            throw invalid("is no YAML: " + e.getMessage());
        }
    }

    private static InvalidAssistant invalid(String detail) {
        return new InvalidAssistant(List.of(new FieldError("definition", detail)));
    }

    private static String dump(
            AssistantBundle bundle, Function<AssistantDocument, Map<String, Object>> fields) {
        ObjectNode tree = AssistantDefinitions.write(bundle.assistant());
        tree.remove(List.of("previousPool", "poolChangedAt"));
        Map<String, Object> map = new LinkedHashMap<>();
        tree.properties()
                .forEach(
                        entry ->
                                map.put(
                                        entry.getKey(),
                                        MAPPER.convertValue(entry.getValue(), Object.class)));
        bundle.sections()
                .forEach(
                        (name, section) ->
                                map.put(name, MAPPER.convertValue(section, Object.class)));
        List<AssistantDocument> documents = bundle.documents();
        if (documents != null) {
            map.put(DOCUMENTS, documents.stream().map(fields).toList());
        }
        return Yaml12.create().dump(map);
    }

    private static Map<String, Object> heading(AssistantDocument document) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", document.id());
        fields.put("title", document.title());
        return fields;
    }

    private static String fileOf(String assistantId, AssistantDocument document) {
        String ending = document.mediaType().equals("text/plain") ? ".txt" : ".md";
        return assistantId + "/" + document.id() + ending;
    }
}
