package dev.repartee.tools;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks arguments against a tool's JSON Schema. Schemas never fetch others. */
public final class SchemaCheck {

    private static final int LONGEST = 20_000;
    private static final int MOST_TOLD = 3;

    private SchemaCheck() {}

    /** What is wrong with a schema of arguments, or null. */
    static @Nullable String fault(JsonNode schema) {
        if (!schema.isObject() || !schema.path("type").asString("").equals("object")) {
            return "must be a JSON Schema of type object";
        }
        String text = schema.toString();
        if (text.length() > LONGEST) {
            return "must be no longer than %,d characters".formatted(LONGEST);
        }
        if (text.contains("\"$ref\"") || text.contains("\"$dynamicRef\"")) {
            return "must not refer to other schemas";
        }
        try {
            validate(schema, "{}");
            return null;
        } catch (RuntimeException e) {
            return "is no JSON Schema";
        }
    }

    /**
     * What is wrong with arguments, for the model to read.
     *
     * @return empty when they fit
     */
    public static List<String> faults(JsonNode schema, String arguments) {
        return validate(schema, arguments).stream()
                .limit(MOST_TOLD)
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static List<Error> validate(JsonNode schema, String arguments) {
        Schema compiled =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema.toString(), InputFormat.JSON);
        return compiled.validate(arguments, InputFormat.JSON);
    }
}
