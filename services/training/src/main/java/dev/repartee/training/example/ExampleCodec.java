package dev.repartee.training.example;

import dev.repartee.language.dataset.Annotation;
import dev.repartee.language.dataset.Example;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Examples as they are stored: gzip of one JSON object a line. */
public final class ExampleCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ExampleCodec() {}

    private record Line(String text, String intent, List<Annotation> annotations) {}

    /** The stored form. */
    public static byte[] encode(List<Example> examples) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            for (Example example : examples) {
                zip.write(
                        MAPPER.writeValueAsBytes(
                                new Line(example.text(), example.intent(), example.annotations())));
                zip.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Examples from their stored form. */
    public static List<Example> decode(byte[] content) {
        List<Example> examples = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(new ByteArrayInputStream(content)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Line read = MAPPER.readValue(line, Line.class);
                examples.add(new Example(read.text(), read.intent(), read.annotations()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return examples;
    }
}
