package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.End;
import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Refusal;
import io.vertx.core.Context;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A user with one device. It keeps a connection, sends what it is given until that is accepted, and
 * acknowledges what it reads. All state belongs to its event loop.
 */
final class Person {

    private static final long CONNECT_MS = 5_000;
    private static final long RECONNECT_MS = 500;
    private static final long AWAY_MS = 2_000;

    private final Crew crew;
    private final String user;
    private final String assistant;
    private final Context context;
    private final Deque<Entry> unsent = new ArrayDeque<>();
    private int door;
    private Manner manner = Manner.POLITE;
    private @Nullable Line line;
    private boolean connecting;
    private boolean retired;

    Person(Crew crew, String user, String assistant, int door) {
        this.crew = crew;
        this.user = user;
        this.assistant = assistant;
        this.door = door;
        this.context = crew.vertx().getOrCreateContext();
    }

    String user() {
        return user;
    }

    /** Connects, at once; told when the device is on line for the first time. */
    void begin(Runnable online) {
        context.runOnContext(none -> connect(online));
    }

    /** Sends a message as soon as there is a connection. */
    void say(Entry entry) {
        context.runOnContext(
                none -> {
                    unsent.addLast(entry);
                    flush();
                });
    }

    void behave(Manner other) {
        context.runOnContext(none -> manner = other);
    }

    /** Loses its connection without a word, and comes back after so long. */
    void drop(long awayMs) {
        context.runOnContext(none -> vanish(awayMs));
    }

    /** Ends for good. */
    void retire() {
        context.runOnContext(
                none -> {
                    retired = true;
                    if (line != null) {
                        line.close();
                    }
                });
    }

    private void connect(Runnable online) {
        if (connecting || retired) {
            return;
        }
        connecting = true;
        door = crew.doors().open(door);
        URI gateway = crew.doors().address(door);
        crew.sockets()
                .connect(
                        new WebSocketConnectOptions()
                                .setHost(gateway.getHost())
                                .setPort(gateway.getPort())
                                .setURI("/api/v1/ws?device=phone&userId=" + user)
                                .setTimeout(CONNECT_MS)
                                .setAllowOriginHeader(false)
                                .addHeader("Authorization", "Bearer " + crew.apiKey()))
                .onComplete(socket -> connected(socket, online), failure -> failed(online));
    }

    private void failed(Runnable online) {
        connecting = false;
        door++;
        crew.vertx().setTimer(pause(RECONNECT_MS), fired -> begin(online));
    }

    private void connected(WebSocket socket, Runnable online) {
        connecting = false;
        Line opened = new Line(socket, door, crew.connections().incrementAndGet());
        Line before = line;
        line = opened;
        socket.textMessageHandler(text -> received(opened, Frame.read(text)));
        socket.closeHandler(none -> closed(opened));
        if (before != null && before.isQuiet()) {
            before.close();
        }
        if (retired) {
            socket.close();
        }
        flush();
        online.run();
        if (socket.isClosed()) {
            closed(opened);
        }
    }

    /** May be told twice of the same line. */
    private void closed(Line closed) {
        List<Entry> unanswered = closed.abandon();
        unanswered.forEach(entry -> crew.ledger().refused(Refusal.BROKEN));
        unanswered.reversed().forEach(unsent::addFirst);
        if (closed == line) {
            line = null;
            reconnect(RECONNECT_MS);
        } else {
            flush();
        }
    }

    private void reconnect(long afterMs) {
        door = closedDoorTurns(door);
        crew.vertx().setTimer(pause(afterMs), fired -> begin(() -> {}));
    }

    /** After a loss the other gateway is tried as likely as the same one. */
    private static int closedDoorTurns(int door) {
        return ThreadLocalRandom.current().nextBoolean() ? door : door + 1;
    }

    private void vanish(long awayMs) {
        Line gone = line;
        if (gone == null) {
            return;
        }
        line = null;
        gone.vanish();
        reconnect(awayMs);
    }

    private void flush() {
        while (line != null && line.hasRoom() && !unsent.isEmpty()) {
            Entry entry = unsent.removeFirst();
            crew.ledger().sent(entry, line.send(entry, assistant));
        }
    }

    private void received(Line from, Frame frame) {
        switch (frame) {
            case Frame.Accepted(String requestId) ->
                    from.answered(requestId)
                            .ifPresent(
                                    entry -> {
                                        crew.ledger().accepted(entry);
                                        crew.accepted().accept(entry, from.door());
                                        quiet(from);
                                    });
            case Frame.Delta ignored -> {
                if (manner == Manner.VANISHING && from == line) {
                    vanish(AWAY_MS);
                }
            }
            case Frame.Reply(var seen) -> {
                crew.ledger().replied(user, seen);
                acknowledge(from, seen.requestId());
            }
            case Frame.Status(String requestId, String conversation, String state) -> {
                End.of(state)
                        .ifPresent(end -> crew.ledger().ended(user, requestId, conversation, end));
                acknowledge(from, requestId);
            }
            case Frame.Refused(String requestId, String code, long retryAfter) ->
                    from.answered(requestId)
                            .ifPresentOrElse(
                                    entry -> {
                                        refused(entry, code, retryAfter);
                                        quiet(from);
                                    },
                                    () -> crew.ledger().puzzled(requestId, code));
            case Frame.Drain(long afterMs) -> {
                crew.doors().leaving(from.door());
                crew.vertx().setTimer(Math.max(1, afterMs), fired -> begin(() -> {}));
            }
            case Frame.Other ignored -> {}
        }
    }

    private void acknowledge(Line on, String requestId) {
        if (manner != Manner.SILENT) {
            on.acknowledge(requestId);
        }
    }

    private void refused(Entry entry, String code, long retryAfterSeconds) {
        crew.ledger().refused(entry, code);
        long asked = Math.max(1, retryAfterSeconds) * 1_000;
        crew.vertx().setTimer(pause(Math.max(asked, entry.patience())), fired -> say(entry));
    }

    /** A line whose successor is open is closed once its last answer is there. */
    private void quiet(Line old) {
        if (old != line && line != null && old.isQuiet()) {
            old.close();
        }
    }

    private static long pause(long about) {
        return about + ThreadLocalRandom.current().nextLong(about);
    }
}
