package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Ledger;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjIntConsumer;

/**
 * What all users of a crowd share.
 *
 * @param connections numbers connections, from 1
 * @param accepted told of each message that was accepted on a WebSocket, and at which door
 */
record Crew(
        Vertx vertx,
        WebSocketClient sockets,
        Doors doors,
        Ledger ledger,
        String apiKey,
        AtomicLong connections,
        ObjIntConsumer<Entry> accepted) {}
