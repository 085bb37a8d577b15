package dev.repartee.bench.message;

import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.gateway.view.Json;
import dev.repartee.gateway.view.Views;
import dev.repartee.inference.guard.ReplyGuard;
import dev.repartee.inference.model.ModelAnswer;
import dev.repartee.inference.model.ModelFailure;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.model.TokenListener;
import dev.repartee.language.layered.Understanding;
import dev.repartee.language.safety.SafetyVerdict;
import dev.repartee.language.safety.StreamingSafety;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.node.ObjectNode;

/** What is done once for a message that a model answers, the fourth of its conversation. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MessageBenchmark {

    private static final TokenListener DEAF =
            new TokenListener() {
                @Override
                public void token(String piece) {}

                @Override
                public void idle() {}
            };

    /**
     * What a client sends: read, checked, normalised, its language told, and written to the log.
     */
    @Benchmark
    public byte[] intake(Message message, Blackhole sink) {
        ChatRequest request = message.taken(message.frame());
        sink.consume(request.headers().toMap());
        return EventCodec.encode(request);
    }

    /** What a message wants and names, by rules and the shipped model. */
    @Benchmark
    public Understanding understand(Message message) throws InterruptedException {
        return message.analyzer().understand(message.remark());
    }

    /** The request, the work and the result, each written once and read by the groups. */
    @Benchmark
    public void events(Message message, Blackhole sink) {
        byte[] request = EventCodec.encode(message.request());
        sink.consume(read(message.request(), request, ChatRequest.class));
        byte[] work = EventCodec.encode(message.work());
        sink.consume(read(message.work(), work, InferenceWork.class));
        byte[] result = EventCodec.encode(message.result());
        sink.consume(read(message.result(), result, ChatResult.class));
        sink.consume(read(message.result(), result, ChatResult.class));
    }

    /** The message and what was said before, looked through for harm and orders, and sealed. */
    @Benchmark
    public Prompt guard(Message message, Blackhole sink) throws InterruptedException {
        ReplyGuard guard = message.guard();
        sink.consume(guard.admit());
        sink.consume(guard.admitAfter(guard.earlier(message.earlier())));
        return guard.seal(message.prompt());
    }

    /** A reply that comes in eight pieces, filtered while it comes. */
    @Benchmark
    public SafetyVerdict reply(Message message, Blackhole sink) {
        StreamingSafety stream = message.guard().replies(message.prompt());
        for (String piece : message.pieces()) {
            sink.consume(stream.feed(piece));
        }
        return stream.finish().verdict();
    }

    /** A call of a model that answers at once, in eight pieces; the stub's part included. */
    @Benchmark
    public ModelAnswer model(Message message) throws ModelFailure, InterruptedException {
        return message.model().ask(message.prompt(), Instant.now().plusSeconds(30), DEAF);
    }

    /** A result that is read off the log, as the frame that a connection is sent. */
    @Benchmark
    public byte[] deliver(Message message) {
        ChatResult.Replied replied =
                read(message.result(), message.written(), ChatResult.Replied.class);
        ObjectNode frame = Views.reply(replied);
        frame.put("type", "reply");
        return Json.text(frame).getBytes(StandardCharsets.UTF_8);
    }

    private static <E extends Event> E read(Event event, byte[] value, Class<E> expected) {
        return EventCodec.decode(event.headers(), value, expected);
    }
}
