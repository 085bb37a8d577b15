package dev.repartee.bench.report.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;

/**
 * What a process told of itself at one moment, in Prometheus' text format 0.0.4.
 *
 * <p>Labels are matched by those that are asked for: series that have others besides are summed up.
 */
public final class MetricsScrape {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String BOUND = "le";

    private final Map<String, List<Series>> series;

    private MetricsScrape(Map<String, List<Series>> series) {
        this.series = series;
    }

    /**
     * Asks a process.
     *
     * @throws IOException when it does not answer within two seconds, or not with metrics
     */
    public static MetricsScrape fetch(HttpClient client, URI metrics)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(metrics).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(metrics + " answered " + response.statusCode());
        }
        try {
            return parse(response.body());
        } catch (IllegalArgumentException malformed) {
            throw new IOException(metrics + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Reads the text format.
     *
     * @throws IllegalArgumentException with the line that is none of it
     */
    public static MetricsScrape parse(String text) {
        Map<String, List<Series>> series = new HashMap<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                SeriesLine parsed = new SeriesLine(line, number);
                series.computeIfAbsent(parsed.name(), ignored -> new ArrayList<>())
                        .add(new Series(parsed.labels(), parsed.value()));
            }
        }
        return new MetricsScrape(series);
    }

    /** The sum of all series with these labels; empty when there is none or none has a value. */
    public OptionalDouble sum(String name, Map<String, String> labels) {
        return fold(name, labels, Double::sum);
    }

    /** The largest of all series with these labels. */
    public OptionalDouble max(String name, Map<String, String> labels) {
        return fold(name, labels, Math::max);
    }

    /**
     * A timer's buckets, without the suffix {@code _seconds} in its name. Empty buckets when there
     * is no such timer.
     */
    public LatencyBuckets timer(String name, Map<String, String> labels) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        for (Series each : matching(name + "_seconds_bucket", labels)) {
            counts.merge(bound(each), each.value(), Double::sum);
        }
        return new LatencyBuckets(
                counts,
                sum(name + "_seconds_sum", labels).orElse(0),
                max(name + "_seconds_max", labels).orElse(0));
    }

    private OptionalDouble fold(
            String name, Map<String, String> labels, DoubleBinaryOperator operator) {
        return matching(name, labels).stream()
                .mapToDouble(Series::value)
                .filter(value -> !Double.isNaN(value))
                .reduce(operator);
    }

    private List<Series> matching(String name, Map<String, String> labels) {
        return series.getOrDefault(name, List.of()).stream()
                .filter(each -> each.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static double bound(Series bucket) {
        String text = bucket.labels().getOrDefault(BOUND, "+Inf");
        return SeriesLine.number(text);
    }

    private record Series(Map<String, String> labels, double value) {}
}
