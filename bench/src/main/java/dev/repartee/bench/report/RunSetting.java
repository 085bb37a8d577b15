package dev.repartee.bench.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be known to judge a result, or to get it again.
 *
 * @param scenario the scenario's name, as it is given on the command line
 * @param purpose one sentence: what the scenario does and what its latency spans
 * @param startedAt when the measured window began, after the warm-up
 * @param facts further settings in the order in which they are shown, such as the model's latency
 * @param layout one line per process, saying what runs in it
 */
public record RunSetting(
        String scenario,
        String purpose,
        Instant startedAt,
        LoadSetting load,
        Map<String, String> facts,
        List<String> layout,
        Machine machine) {

    public RunSetting {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        layout = List.copyOf(layout);
    }
}
