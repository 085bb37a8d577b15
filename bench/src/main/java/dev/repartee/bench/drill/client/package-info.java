/** A crowd of users with devices: they talk, reconnect, send again and tell the ledger of it. */
@NullMarked
package dev.repartee.bench.drill.client;

import org.jspecify.annotations.NullMarked;
