package dev.repartee.bench.floor;

import java.util.Map;

/**
 * What the floor of a message is.
 *
 * @param messages that came all the way while it was measured
 * @param rate of them, a second
 * @param microseconds of CPU per message, of the whole process less the thread that sends
 * @param parts the same by thread, where it is worth naming; what is missing in sum is garbage
 *     collection and compilation
 * @param engines microseconds of CPU per message that each engine spent
 */
public record FloorResult(
        long messages,
        double rate,
        double microseconds,
        Map<String, Double> parts,
        Map<String, Double> engines) {}
