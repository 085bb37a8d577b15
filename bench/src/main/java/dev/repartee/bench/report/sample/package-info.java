/** Reads from outside what processes use and say: CPU, memory, pauses, metrics. */
@NullMarked
package dev.repartee.bench.report.sample;

import org.jspecify.annotations.NullMarked;
