package dev.repartee.training.example;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.dataset.DatasetFiles;
import dev.repartee.language.dataset.Example;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Examples in files and uploads, in every format that {@link DatasetFiles} reads. */
public final class ExampleFiles {

    /** The longest upload that is read. */
    public static final int MOST_BYTES = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String JSON = ".json";

    private ExampleFiles() {}

    /**
     * Reads a file, or every file of a folder that holds examples.
     *
     * @throws ReparteeException {@code INVALID_FIELD} naming file, line and cause
     */
    public static List<Example> read(Path fileOrFolder) {
        return DatasetFiles.read(fileOrFolder).examples();
    }

    /**
     * Reads what was uploaded. JSON may be {@code {intents: {NAME: [text, ...]}}} too.
     *
     * @param name names the source in errors; its ending tells the format
     * @throws ReparteeException {@code INVALID_FIELD} naming line and cause
     */
    public static List<Example> parse(String name, byte[] content) {
        String text = text(name, content);
        String source =
                name.endsWith(JSON) && hasIntents(text)
                        ? name.substring(0, name.length() - JSON.length()) + ".yaml"
                        : name;
        return DatasetFiles.parse(source, text).examples();
    }

    /** Our own form is the same in JSON, of which YAML is a superset. */
    private static boolean hasIntents(String text) {
        try {
            return MAPPER.readTree(text).has("intents");
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String text(String name, byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, name + ": not UTF-8", e);
        }
    }
}
