package dev.repartee.assistants.files;

import dev.repartee.assistants.form.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads the {@code documents} of an assistant's file; their text is in line or in files beside it.
 */
final class DocumentReader {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final Set<String> FIELDS = Set.of("id", "title", "mediaType", "file", "content");
    private static final Map<String, String> TYPES =
            Map.of("md", "text/markdown", "markdown", "text/markdown", "txt", "text/plain");

    private final Function<String, Optional<String>> files;
    private final List<FieldError> errors;
    private final Set<String> ids = new HashSet<>();

    /**
     * @param files the text of a file, by its path relative to the assistant's file; empty when it
     *     can not be read
     */
    DocumentReader(Function<String, Optional<String>> files, List<FieldError> errors) {
        this.files = files;
        this.errors = errors;
    }

    List<AssistantDocument> read(JsonNode documents) {
        List<AssistantDocument> read = new ArrayList<>();
        if (!documents.isArray()) {
            errors.add(new FieldError("documents", "must be a list"));
            return read;
        }
        for (int i = 0; i < documents.size(); i++) {
            read.add(document(documents.get(i), "documents[" + i + "]"));
        }
        return read;
    }

    private AssistantDocument document(JsonNode node, String path) {
        for (String name : node.propertyNames()) {
            if (!FIELDS.contains(name)) {
                errors.add(new FieldError(path + "." + name, "is not known"));
            }
        }
        String id = text(node, "id");
        if (!ID.matcher(id).matches()) {
            errors.add(
                    new FieldError(
                            path + ".id",
                            "must be 1 to 128 lower-case letters, digits, dots, dashes and _"));
        } else if (!ids.add(id)) {
            errors.add(new FieldError(path + ".id", "is used by another document"));
        }
        String file = text(node, "file");
        String content = content(node, file, path);
        String title = text(node, "title").isBlank() ? heading(content, id) : text(node, "title");
        return new AssistantDocument(id, title, mediaType(node, file, path), content);
    }

    private String content(JsonNode node, String file, String path) {
        String content = text(node, "content");
        if (content.isBlank() == file.isBlank()) {
            errors.add(new FieldError(path, "must have either a file or a content"));
            return content;
        }
        if (file.isBlank()) {
            return content;
        }
        Optional<String> text = files.apply(file);
        if (text.isEmpty()) {
            errors.add(
                    new FieldError(
                            path + ".file", "can not be read as UTF-8 text: '" + file + "'"));
        } else if (text.get().isBlank()) {
            errors.add(new FieldError(path + ".file", "is empty: '" + file + "'"));
        }
        return text.orElse("");
    }

    private String mediaType(JsonNode node, String file, String path) {
        String given = text(node, "mediaType");
        if (given.isEmpty()) {
            String ending = file.substring(file.lastIndexOf('.') + 1);
            return TYPES.getOrDefault(ending, "text/markdown");
        }
        if (!TYPES.containsValue(given)) {
            errors.add(new FieldError(path + ".mediaType", "must be text/markdown or text/plain"));
        }
        return given;
    }

    private static String heading(String content, String absent) {
        return content.lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(absent);
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || !value.isString() ? "" : value.stringValue();
    }
}
