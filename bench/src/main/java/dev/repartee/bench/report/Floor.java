package dev.repartee.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The least that any program must spend for the same work, measured with bare clients in the same
 * run.
 *
 * @param ratePerSecond the rate of {@code cpuMicrosPerMessage}; the scenario's own, since small
 *     batches cost more than full ones
 * @param cpuMicrosPerMessage the floor that the ratio is taken to
 * @param flatOutMicrosPerMessage the same when it goes as fast as it can
 * @param engineMicrosPerMessage what each engine spent on it, which is not part of the floor
 */
public record Floor(
        double ratePerSecond,
        double cpuMicrosPerMessage,
        double flatOutMicrosPerMessage,
        Map<String, Double> engineMicrosPerMessage) {

    public Floor {
        engineMicrosPerMessage =
                Collections.unmodifiableMap(new LinkedHashMap<>(engineMicrosPerMessage));
    }
}
