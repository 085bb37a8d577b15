package dev.repartee.bench.report.sample;

import java.util.HashMap;
import java.util.Map;

/** One sample of Prometheus' text format: a name, labels in braces, a value, perhaps a time. */
final class SeriesLine {
    private final String line;
    private final int number;
    private final String name;
    private final Map<String, String> labels = new HashMap<>();
    private final double value;
    private int position;

    /**
     * @throws IllegalArgumentException when it is something else
     */
    SeriesLine(String line, int number) {
        this.line = line.strip();
        this.number = number;
        this.name = readName("{ ");
        if (position < this.line.length() && this.line.charAt(position) == '{') {
            position++;
            readLabels();
        }
        this.value = readValue();
    }

    String name() {
        return name;
    }

    Map<String, String> labels() {
        return labels;
    }

    double value() {
        return value;
    }

    /** Prometheus writes infinities and no-number its own way. */
    static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private String readName(String ends) {
        int begin = position;
        while (position < line.length() && ends.indexOf(line.charAt(position)) < 0) {
            position++;
        }
        if (position == begin) {
            throw malformed("a name is missing");
        }
        return line.substring(begin, position);
    }

    private void readLabels() {
        while (next() != '}') {
            String label = readName("= ");
            expect('=');
            expect('"');
            labels.put(label, readQuoted());
            if (next() == ',') {
                position++;
            } else if (next() != '}') {
                throw malformed("a comma is missing");
            }
        }
        position++;
    }

    private String readQuoted() {
        StringBuilder text = new StringBuilder();
        while (next() != '"') {
            char character = line.charAt(position++);
            if (character == '\\') {
                char escaped = next();
                position++;
                text.append(escaped == 'n' ? '\n' : escaped);
            } else {
                text.append(character);
            }
        }
        position++;
        return text.toString();
    }

    private double readValue() {
        String[] parts = line.substring(position).strip().split("\\s+");
        try {
            return number(parts[0]);
        } catch (NumberFormatException none) {
            throw malformed("the value is no number");
        }
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw malformed("'" + wanted + "' is missing");
        }
        position++;
    }

    private char next() {
        if (position >= line.length()) {
            throw malformed("it ends too early");
        }
        return line.charAt(position);
    }

    private IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("line " + number + " is no metric: " + why);
    }
}
