package dev.repartee.feedback.export;

import java.io.IOException;
import java.io.Writer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object a line: text, language, intent, confidence and entities with their offsets. */
final class NluLinesWriter extends NluWriter {

    private final Writer out;

    NluLinesWriter(Writer out, Anonymiser anonymiser, ExportRequest request) {
        super(anonymiser, request);
        this.out = out;
    }

    @Override
    void example(Understood example) throws IOException {
        ObjectNode line =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("text", example.text())
                        .put("language", example.language())
                        .put("intent", example.intent())
                        .put("confidence", example.confidence());
        ArrayNode entities = line.putArray("entities");
        example.entities()
                .forEach(
                        entity ->
                                entities.addObject()
                                        .put("start", entity.start())
                                        .put("end", entity.end())
                                        .put("type", entity.type())
                                        .put("value", entity.text()));
        out.write(line.toString());
        out.write('\n');
    }
}
