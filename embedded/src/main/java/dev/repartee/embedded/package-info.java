/** Real Kafka, PostgreSQL and Redis as child processes of one command, which never outlive it. */
@NullMarked
package dev.repartee.embedded;

import org.jspecify.annotations.NullMarked;
