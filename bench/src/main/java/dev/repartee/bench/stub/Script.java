package dev.repartee.bench.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/**
 * The answers that one behaviour gives, laid out in bytes beforehand: only the message, the token
 * counts and the lengths are filled in.
 */
final class Script {

    private static final String ID = "\"id\":\"chatcmpl-stub\",\"created\":0,\"model\":\"stub\"";
    private static final byte[] DELTA =
            Wire.bytes(
                    "data: {\"object\":\"chat.completion.chunk\","
                            + ID
                            + ",\"choices\":[{\"index\":0,\"delta\":"
                            + "{\"role\":\"assistant\",\"content\":\"");
    private static final byte[] DELTA_END = Wire.bytes("\"},\"finish_reason\":null}]}\n\n");
    private static final byte[] STOP =
            Wire.bytes(
                    "data: {\"object\":\"chat.completion.chunk\","
                            + ID
                            + ",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"
                            + "\n\ndata: {\"object\":\"chat.completion.chunk\","
                            + ID
                            + ",\"choices\":[],");
    private static final byte[] DONE = Wire.bytes("}\n\ndata: [DONE]\n\n");
    private static final byte[] WHOLE =
            Wire.bytes(
                    "{\"object\":\"chat.completion\","
                            + ID
                            + ",\"choices\":[{\"index\":0,\"message\":"
                            + "{\"role\":\"assistant\",\"content\":\"");
    private static final byte[] WHOLE_STOP = Wire.bytes("\"},\"finish_reason\":\"stop\"}],");
    private static final byte[] OBJECT_END = Wire.bytes("}");
    private static final byte[] PROMPT = Wire.bytes("\"usage\":{\"prompt_tokens\":");
    private static final byte[] COMPLETION = Wire.bytes(",\"completion_tokens\":");
    private static final byte[] TOTAL = Wire.bytes(",\"total_tokens\":");
    private static final byte[] ENTITY =
            Wire.bytes(
                    "{\"intent\":{\"name\":\"question\",\"confidence\":0.9},"
                            + "\"entities\":[{\"type\":\"phrase\",\"start\":0,\"text\":\"");
    private static final byte[] NO_ENTITY =
            Wire.bytes("{\"intent\":{\"name\":\"question\",\"confidence\":0.9},\"entities\":[]}");
    private static final byte[] ENTITY_END = Wire.bytes("\"}]}");
    private static final byte[] BLANK = {' '};
    private static final int PIECE_ROOM = 1_024;
    private static final int BYTES_PER_TOKEN = 4;

    private final StubBehaviour behaviour;
    private final byte[] opening;
    private final List<byte[]> pieces;
    private final byte[] sentences;

    Script(StubBehaviour behaviour) {
        ReplyText reply = ReplyText.of(behaviour.shape());
        this.behaviour = behaviour;
        this.opening = Wire.bytes(reply.opening());
        this.pieces = reply.pieces().stream().map(Wire::bytes).toList();
        this.sentences = Wire.bytes(reply.sentences());
    }

    StubBehaviour behaviour() {
        return behaviour;
    }

    /** How many pieces a stream has. */
    int chunks() {
        return pieces.size();
    }

    ByteBuf analysis(ByteBufAllocator buffers, Question question) {
        return question.echo().length == 0
                ? Wire.json(buffers, NO_ENTITY)
                : Wire.json(buffers, ENTITY, question.echo(), ENTITY_END);
    }

    ByteBuf completion(ByteBufAllocator buffers, Question question) {
        byte[][] usage = usage(question);
        return Wire.json(
                buffers,
                WHOLE,
                opening,
                question.echo(),
                sentences,
                WHOLE_STOP,
                PROMPT,
                usage[0],
                COMPLETION,
                usage[1],
                TOTAL,
                usage[2],
                OBJECT_END,
                OBJECT_END);
    }

    /**
     * The stream's pieces from one up to, without, another, the head and the end included.
     *
     * @param from 0 begins the answer
     * @param to {@link #chunks} ends it
     */
    ByteBuf stream(ByteBufAllocator buffers, Question question, int from, int to) {
        ByteBuf out = buffers.ioBuffer(PIECE_ROOM);
        if (from == 0) {
            Wire.beginEvents(out);
        }
        for (int piece = from; piece < to; piece++) {
            if (piece == 0) {
                Wire.chunk(out, DELTA, opening, question.echo(), pieces.getFirst(), DELTA_END);
            } else {
                Wire.chunk(out, DELTA, pieces.get(piece), DELTA_END);
            }
        }
        if (to == pieces.size()) {
            byte[][] usage = usage(question);
            Wire.chunk(
                    out,
                    STOP,
                    PROMPT,
                    usage[0],
                    COMPLETION,
                    usage[1],
                    TOTAL,
                    usage[2],
                    OBJECT_END,
                    DONE);
            Wire.end(out);
        }
        return out;
    }

    /** A word of an answer that never ends: of a stream, or the blanks before a JSON document. */
    ByteBuf trickle(ByteBufAllocator buffers, Question question, int word) {
        ByteBuf out = buffers.ioBuffer(PIECE_ROOM);
        if (question.stream()) {
            if (word == 0) {
                Wire.beginEvents(out);
            }
            Wire.chunk(out, DELTA, Wire.bytes(ReplyText.endless(word)), DELTA_END);
        } else {
            if (word == 0) {
                Wire.beginEndless(out);
            }
            Wire.chunk(out, BLANK);
        }
        return out;
    }

    private byte[][] usage(Question question) {
        int prompt = question.bytes() / BYTES_PER_TOKEN;
        int completion = behaviour.shape().tokens();
        return new byte[][] {
            Wire.digits(prompt), Wire.digits(completion), Wire.digits((long) prompt + completion)
        };
    }
}
