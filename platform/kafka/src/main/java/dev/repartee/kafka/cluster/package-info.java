/** Looks at the log from outside: creates topics, watches groups, scans ranges. */
@NullMarked
package dev.repartee.kafka.cluster;

import org.jspecify.annotations.NullMarked;
