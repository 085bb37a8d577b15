/**
 * What every process needs to run: configuration, ordered start and stop, what is done over and
 * over, readiness, metrics and logs.
 */
@NullMarked
package dev.repartee.runtime;

import org.jspecify.annotations.NullMarked;
