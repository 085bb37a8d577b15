package dev.repartee.bench.stub;

import dev.repartee.bench.stub.Exchange.Call;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Decides how each request is answered. Belongs to the event loop's thread, except for the
 * behaviour, which anyone may change.
 */
final class Answerer {

    private static final byte[] MODELS =
            Wire.bytes(
                    "{\"object\":\"list\",\"data\":[{\"id\":\"stub\",\"object\":\"model\","
                            + "\"created\":0,\"owned_by\":\"repartee\"}]}");
    private static final long SEED = 20_250_923;

    private final Wheel wheel;
    private final ByteBufAllocator buffers;
    private final Tally tally = new Tally();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private volatile Script script;

    Answerer(Wheel wheel, ByteBufAllocator buffers, StubBehaviour behaviour) {
        this.wheel = wheel;
        this.buffers = buffers;
        this.script = new Script(behaviour);
    }

    Wheel wheel() {
        return wheel;
    }

    ByteBufAllocator buffers() {
        return buffers;
    }

    Tally tally() {
        return tally;
    }

    StubBehaviour behaviour() {
        return script.behaviour();
    }

    /** For calls that come from now on. */
    void behaviour(StubBehaviour changed) {
        script = new Script(changed);
    }

    /** The exchange that goes on from here, or null when the request is answered already. */
    @Nullable Exchange answer(StubConnection connection, Inbox.Request request) {
        byte[] bytes = request.bytes();
        int from = request.body();
        int to = request.end();
        return switch (request.route()) {
            case COMPLETION -> take(connection, Question.completion(bytes, from, to), true);
            case ANALYSIS -> take(connection, Question.analysis(bytes, from, to), false);
            case MODELS -> now(connection, Wire.json(buffers, MODELS));
            case BEHAVIOUR -> now(connection, Wire.json(buffers, BehaviourJson.write(behaviour())));
            case COUNTS -> now(connection, Wire.json(buffers, BehaviourJson.write(tally.counts())));
            case SET_BEHAVIOUR -> now(connection, change(request));
            case NONE -> now(connection, Wire.error(buffers, "404 Not Found", "", "no such path"));
        };
    }

    private @Nullable Exchange take(
            StubConnection connection, @Nullable Question question, boolean completion) {
        tally.count(Tally.Event.CALL);
        if (question == null) {
            return fail(connection, "400 Bad Request", "it holds no message");
        }
        if (question.wantsFailure()) {
            return fail(connection, "500 Internal Server Error", "the message asks for it");
        }
        Call call = new Call(this, connection, question, script);
        StubFaults faults = call.script().behaviour().faults();
        StubFaults.Fate fate =
                faults == StubFaults.NONE
                        ? StubFaults.Fate.ANSWER
                        : faults.fate(random.nextDouble());
        Exchange exchange =
                switch (fate) {
                    case ANSWER -> answer(call, completion);
                    case ERROR -> fail(connection, "500 Internal Server Error", "told to fail");
                    case REFUSE -> refuse(connection);
                    case HANG -> hang(call);
                    case TRICKLE -> trickle(call);
                };
        if (exchange != null) {
            exchange.begin();
        }
        return exchange;
    }

    private Exchange answer(Call call, boolean completion) {
        int sleep = call.question().wantsSleep();
        double took = sleep >= 0 ? sleep : call.script().behaviour().pace().draw(random);
        double begin = Wheel.now();
        if (completion && call.question().stream()) {
            double step = sleep >= 0 ? 0 : took / call.script().chunks();
            return new Exchange.Streamed(call, begin + (sleep >= 0 ? took : step), step);
        }
        Script chosen = call.script();
        return new Exchange.Whole(
                call, completion ? chosen::completion : chosen::analysis, begin + took);
    }

    private Exchange hang(Call call) {
        tally.count(Tally.Event.HUNG);
        return new Exchange.Hanging(call);
    }

    private Exchange trickle(Call call) {
        tally.count(Tally.Event.TRICKLED);
        return new Exchange.Trickling(call);
    }

    private @Nullable Exchange fail(StubConnection connection, String status, String message) {
        tally.count(Tally.Event.ERROR);
        return now(connection, Wire.error(buffers, status, "", message));
    }

    private @Nullable Exchange refuse(StubConnection connection) {
        tally.count(Tally.Event.REFUSED);
        return now(
                connection,
                Wire.error(buffers, "429 Too Many Requests", "Retry-After: 1\r\n", "too many"));
    }

    private ByteBuf change(Inbox.Request request) {
        try {
            behaviour(
                    BehaviourJson.change(
                            behaviour(), request.bytes(), request.body(), request.end()));
            return Wire.json(buffers, BehaviourJson.write(behaviour()));
        } catch (IllegalArgumentException e) {
            return Wire.error(
                    buffers, "400 Bad Request", "", BehaviourJson.printable(e.getMessage()));
        }
    }

    private static @Nullable Exchange now(StubConnection connection, ByteBuf answer) {
        connection.write(answer);
        return null;
    }
}
