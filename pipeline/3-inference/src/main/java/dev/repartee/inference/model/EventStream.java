package dev.repartee.inference.model;

import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventListenerUtils;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events off the bytes of an answer. Tells the same events as LangChain4j's own
 * parser, which takes 24 KiB of buffers for each answer and several copies of each line; unlike it,
 * a line without end is an error and not an end of memory. Thread-safe.
 */
final class EventStream implements ServerSentEventParser {

    /** No model says as much in one event. */
    static final int LONGEST_LINE = 4 * 1024 * 1024;

    private static final int USUAL_LINE = 2 * 1024;
    private static final byte[] EVENT = "event:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void parse(InputStream answer, ServerSentEventListener listener) {
        try (answer) {
            new Reading(answer, listener).toEnd();
        } catch (IOException e) {
            ServerSentEventListenerUtils.ignoringExceptions(() -> listener.onError(e));
        }
    }

    /** One answer. For one thread. */
    private static final class Reading {

        private final InputStream answer;
        private final ServerSentEventListener listener;
        private final ServerSentEventParsingHandle handle;
        private final ServerSentEventContext context;
        private byte[] bytes = new byte[USUAL_LINE];
        private @Nullable String event;
        private String data = "";

        Reading(InputStream answer, ServerSentEventListener listener) {
            this.answer = answer;
            this.listener = listener;
            this.handle = new DefaultServerSentEventParsingHandle(answer);
            this.context = new ServerSentEventContext(handle);
        }

        void toEnd() throws IOException {
            int filled = 0;
            boolean returned = false;
            while (!handle.isCancelled()) {
                int more = read(filled);
                if (more < 0) {
                    line(0, filled);
                    tell();
                    return;
                }
                int line = 0;
                int end = filled + more;
                for (int at = filled; at < end; at++) {
                    boolean feeds = bytes[at] == '\n';
                    // The second half of a line's end is no empty line.
                    if (feeds && returned && at == line) {
                        line++;
                    } else if (feeds || bytes[at] == '\r') {
                        line(line, at);
                        line = at + 1;
                    }
                    returned = bytes[at] == '\r';
                }
                filled = end - line;
                System.arraycopy(bytes, line, bytes, 0, filled);
            }
        }

        private int read(int filled) throws IOException {
            if (filled == LONGEST_LINE) {
                throw new IOException("a line of the answer has no end");
            }
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * filled, LONGEST_LINE));
            }
            return answer.read(bytes, filled, bytes.length - filled);
        }

        private void line(int start, int end) {
            if (start == end) {
                tell();
            } else if (begins(start, end, EVENT)) {
                event = text(start + EVENT.length, end);
            } else if (begins(start, end, DATA)) {
                String more = text(start + DATA.length, end);
                data = data.isEmpty() ? more : data + "\n" + more;
            }
        }

        private boolean begins(int start, int end, byte[] word) {
            int to = start + word.length;
            return to <= end && Arrays.equals(bytes, start, to, word, 0, word.length);
        }

        private String text(int start, int end) {
            int from = start;
            int to = end;
            while (from < to && blank(bytes[from])) {
                from++;
            }
            while (from < to && blank(bytes[to - 1])) {
                to--;
            }
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }

        /** A byte of a character beyond ASCII is negative. */
        private static boolean blank(byte b) {
            return b >= 0 && b <= ' ';
        }

        private void tell() {
            if (!data.isEmpty() && !handle.isCancelled()) {
                ServerSentEvent told = new ServerSentEvent(event, data);
                event = null;
                data = "";
                ServerSentEventListenerUtils.ignoringExceptions(
                        () -> listener.onEvent(told, context));
            }
        }
    }
}
