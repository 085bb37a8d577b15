/**
 * What is measured: scenarios, the system that they run on, and how a result is made of what was
 * seen.
 */
@NullMarked
package dev.repartee.bench.scenario;

import org.jspecify.annotations.NullMarked;
