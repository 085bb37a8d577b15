package dev.repartee.bench.fuzz.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record of the log, written as a mail is: a line {@code name: value} for each header, an empty
 * line, the value.
 */
public record RecordInput(Map<String, byte[]> headers, byte[] value) {

    private static final int MOST_HEADERS = 32;

    /** Reads any bytes; what is no header line begins the value. */
    public static RecordInput of(byte[] input) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        int at = 0;
        while (headers.size() < MOST_HEADERS) {
            int end = at;
            while (end < input.length && input[end] != '\n') {
                end++;
            }
            byte[] line = Arrays.copyOfRange(input, at, end);
            String text = new String(line, StandardCharsets.ISO_8859_1);
            int colon = text.indexOf(": ");
            if (end == input.length || !text.isEmpty() && colon < 0) {
                break;
            }
            at = end + 1;
            if (text.isEmpty()) {
                break;
            }
            headers.put(text.substring(0, colon), Arrays.copyOfRange(line, colon + 2, line.length));
        }
        return new RecordInput(headers, Arrays.copyOfRange(input, at, input.length));
    }

    /** The input that reads as this record. */
    public static byte[] write(Map<String, byte[]> headers, byte[] value) {
        StringBuilder text = new StringBuilder();
        headers.forEach(
                (name, content) ->
                        text.append(name)
                                .append(": ")
                                .append(new String(content, StandardCharsets.ISO_8859_1))
                                .append('\n'));
        text.append('\n').append(new String(value, StandardCharsets.ISO_8859_1));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
