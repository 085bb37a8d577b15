package dev.repartee.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final String[] PARTS = {
        "data:", "event:", "data: ", "event: ", "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", ":", " ",
        "\t", "id: 7", "da", "ta:", "{\"a\":1}", "[DONE]", "ü", "😀", "日本", "\0", "\u0085",
        "\uFEFF", "word"
    };

    @Test
    void tellsWhatTheUsualParserTellsHoweverTheBytesCome() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] answer = answer(random);
            Heard usual = new Heard(event -> false);
            new DefaultServerSentEventParser().parse(new ByteArrayInputStream(answer), usual);

            Heard own = hear(new Trickle(answer, random));

            assertThat(own.events).isEqualTo(usual.events);
            assertThat(own.failures).isEmpty();
        }
    }

    @Test
    void readsAnEventThatIsLargerThanItsBuffer() {
        String text = "ä".repeat(100_000);

        Heard heard = hear(stream("data: " + text + "\n\ndata: next\n\n"));

        assertThat(heard.events)
                .containsExactly(
                        new ServerSentEvent(null, text), new ServerSentEvent(null, "next"));
    }

    @Test
    void aLineWithoutEndIsAnError() {
        Heard heard = hear(new Endless());

        assertThat(heard.events).isEmpty();
        assertThat(heard.failures).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void tellsWhatCameBeforeTheConnectionBroke() {
        Heard heard = hear(new Broken("data: one\n\ndata: tw"));

        assertThat(heard.events).containsExactly(new ServerSentEvent(null, "one"));
        assertThat(heard.failures).singleElement().isInstanceOf(IOException.class);
    }

    @Test
    void tellsNothingMoreOnceTheListenerHasHadEnough() {
        Heard heard = new Heard(event -> event.data().equals("two"));

        new EventStream()
                .parse(stream("data: one\n\ndata: two\n\ndata: three\n\ndata: four"), heard);

        assertThat(heard.events).extracting(ServerSentEvent::data).containsExactly("one", "two");
    }

    @Test
    void aListenerThatFailsHearsTheNextEventAllTheSame() {
        List<String> told = new ArrayList<>();
        ServerSentEventListener listener =
                new ServerSentEventListener() {
                    @Override
                    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
                        told.add(event.data());
                        throw new IllegalStateException("for the test");
                    }

                    @Override
                    public void onError(Throwable failure) {
                        throw new AssertionError(failure);
                    }
                };

        new EventStream().parse(stream("data: one\n\ndata: two\n\n"), listener);

        assertThat(told).containsExactly("one", "two");
    }

    private static Heard hear(InputStream answer) {
        Heard heard = new Heard(event -> false);
        new EventStream().parse(answer, heard);
        return heard;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] answer(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        // Some of it is no UTF-8.
        for (int i = random.nextInt(3); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Gives a few bytes at a time. */
    private static final class Trickle extends ByteArrayInputStream {

        private final Random random;

        Trickle(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] to, int from, int most) {
            return super.read(to, from, Math.min(most, 1 + random.nextInt(9)));
        }
    }

    private static final class Endless extends InputStream {

        @Override
        public int read() {
            return 'x';
        }
    }

    /** Ends in an error. */
    private static final class Broken extends InputStream {

        private final InputStream before;

        Broken(String text) {
            before = stream(text);
        }

        @Override
        public int read() throws IOException {
            int next = before.read();
            if (next < 0) {
                throw new IOException("connection reset");
            }
            return next;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            int count = before.read(to, from, most);
            if (count < 0) {
                throw new IOException("connection reset");
            }
            return count;
        }
    }

    private static final class Heard implements ServerSentEventListener {

        private final List<ServerSentEvent> events = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();
        private final Predicate<ServerSentEvent> enough;

        Heard(Predicate<ServerSentEvent> enough) {
            this.enough = enough;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            events.add(event);
            if (enough.test(event)) {
                context.parsingHandle().cancel();
            }
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }
    }
}
