/** Traces over OpenTelemetry, sent when an OTLP endpoint is set. */
@NullMarked
package dev.repartee.runtime.tracing;

import org.jspecify.annotations.NullMarked;
