package dev.repartee.bench.scenario;

import java.util.List;

/**
 * What the command line says of a run.
 *
 * @param rate messages a second over all streams
 * @param warmupSeconds under load and not measured
 * @param seconds measured
 * @param users who send
 * @param gateways processes with that role
 * @param sockets connections open at once
 * @param admissionBound messages that may be unfinished in the whole system
 * @param floor whether the floor is measured as well
 * @param stubArguments how the stub behaves
 * @param jvm more flags for the processes under test
 */
record RunOptions(
        double rate,
        int warmupSeconds,
        int seconds,
        int users,
        int gateways,
        int sockets,
        int admissionBound,
        Layout layout,
        boolean floor,
        List<String> stubArguments,
        List<String> jvm) {

    RunOptions {
        stubArguments = List.copyOf(stubArguments);
        jvm = List.copyOf(jvm);
    }
}
