package dev.repartee.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the run cost.
 *
 * @param machineBusyPercent the share of all cores that was busy in the window, whoever used it;
 *     near 100 the machine is the limit and latencies are those of a queue
 * @param floor what the same work costs with bare clients; absent when it was not measured
 */
public record Resources(
        double machineBusyPercent, List<ProcessUse> processes, @Nullable Floor floor) {

    public Resources {
        processes = List.copyOf(processes);
    }

    /** CPU microseconds per message of all processes of a kind; empty when no message finished. */
    public OptionalDouble microsPerMessage(ProcessKind kind) {
        List<Double> known =
                processes.stream()
                        .filter(process -> process.kind() == kind)
                        .map(ProcessUse::cpuMicrosPerMessage)
                        .filter(micros -> micros != null)
                        .toList();
        return known.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(known.stream().mapToDouble(Double::doubleValue).sum());
    }

    /** Our processes' CPU per message as a multiple of the floor's; null when either is unknown. */
    @JsonProperty("ratioToFloor")
    public @Nullable Double ratioToFloor() {
        OptionalDouble ours = microsPerMessage(ProcessKind.SYSTEM);
        return floor == null || floor.cpuMicrosPerMessage() <= 0 || ours.isEmpty()
                ? null
                : ours.getAsDouble() / floor.cpuMicrosPerMessage();
    }
}
