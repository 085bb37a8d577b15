package dev.repartee.bench.drill.proxy;

import java.time.Duration;

/** What a {@link FaultProxy} does to one direction of its connections. */
public sealed interface Weather {

    /** Everything passes at once. */
    record Fair() implements Weather {}

    /** Everything passes after so long, as on a long line; order and throughput stay. */
    record Slow(Duration delay) implements Weather {}

    /** Nothing passes and nobody is told: packets are lost. */
    record Blackhole() implements Weather {}

    /** Connections are reset, and new ones too. */
    record Cut() implements Weather {}
}
