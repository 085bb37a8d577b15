package dev.repartee.feedback.export;

import java.io.IOException;
import java.io.Writer;

/** CSV (RFC 4180) with the columns text, intent, language; every text is quoted. */
final class NluTableWriter extends NluWriter {

    private final Writer out;
    private boolean begun;

    NluTableWriter(Writer out, Anonymiser anonymiser, ExportRequest request) {
        super(anonymiser, request);
        this.out = out;
    }

    @Override
    void example(Understood example) throws IOException {
        begin();
        out.write(
                "\"%s\",%s,%s\r\n"
                        .formatted(
                                example.text().replace("\"", "\"\""),
                                example.intent(),
                                example.language()));
    }

    @Override
    public void finish() throws IOException {
        begin();
    }

    private void begin() throws IOException {
        if (!begun) {
            out.write("text,intent,language\r\n");
            begun = true;
        }
    }
}
