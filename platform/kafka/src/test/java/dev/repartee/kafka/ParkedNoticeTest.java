package dev.repartee.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.kafka.ParkedNotice.Source;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a message that a stage gives up. */
class ParkedNoticeTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Coordinates PLACE = new Coordinates("test", 3, 7);
    private static final Source SOURCE =
            new Source(
                    new Coordinates("chat.requests", 1, 2),
                    new ReplyTo(new GatewayId("gw-1"), true));

    private final Sent sent = new Sent();

    @Test
    void namesTheMessageAndWhoWaitsForIt() throws Exception {
        notice(record -> SOURCE).parking(parked("acme:ada", "r-1", "c-1"));

        assertThat(sent.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChatResult.Parked.class,
                        result -> {
                            assertThat(result.key()).hasToString("acme:ada:r-1");
                            assertThat(result.conversation()).isEqualTo(new ConversationId("c-1"));
                            assertThat(result.mode()).isEqualTo(Mode.REPLY);
                            assertThat(new Source(result.origin(), result.replyTo()))
                                    .isEqualTo(SOURCE);
                            assertThat(result.group()).isEqualTo("a-group");
                            assertThat(result.cause()).isEqualTo(ErrorCode.MALFORMED_EVENT);
                            assertThat(result.at()).isEqualTo(NOW);
                        });
        assertThat(sent.headers).extracting(EventHeaders::traceparent).containsExactly("00-trace");
    }

    @Test
    void endsAMessageWhosePayloadCannotBeRead() throws Exception {
        notice(ParkedNoticeTest::unreadable).parking(parked("acme:ada", "r-1", "c-1"));

        assertThat(sent.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ChatResult.Parked.class,
                        result ->
                                assertThat(new Source(result.origin(), result.replyTo()))
                                        .isEqualTo(new Source(PLACE, null)));
    }

    /** A throw would be retried without end, and hold up all of the partition's later commits. */
    @ParameterizedTest
    @CsvSource({
        "acme:ada, , c-1",
        "acme:ada, r-1, ",
        "acme:ada, no id, c-1",
        "acme:ada, r-1, no conversation",
        "ada, r-1, c-1",
        "'', r-1, c-1",
    })
    void saysNothingOfARecordThatNamesNoMessage(
            String key, @Nullable String requestId, @Nullable String conversation) {
        assertThatCode(() -> notice(record -> SOURCE).parking(parked(key, requestId, conversation)))
                .doesNotThrowAnyException();
        assertThat(sent.events).isEmpty();
    }

    private ParkedNotice notice(ParkedNotice.SourceReader reader) {
        return new ParkedNotice(sent, reader, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Source unreadable(LogRecord record) {
        throw new ReparteeException(ErrorCode.MALFORMED_EVENT, "no event");
    }

    private static ParkedRecord parked(
            String key, @Nullable String requestId, @Nullable String conversation) {
        EventHeaders headers =
                new EventHeaders(
                        "request", 1, null, "acme", requestId, conversation, null, "00-trace");
        LogRecord record =
                new LogRecord(PLACE, NOW, LogFixture.bytes(key), new byte[0], headers, 1, false);
        return new ParkedRecord(record, "a-group", ErrorCode.MALFORMED_EVENT, "broken");
    }

    /** Keeps what is sent. */
    private static final class Sent implements EventSender {
        final List<Event> events = new ArrayList<>();
        final List<EventHeaders> headers = new ArrayList<>();

        @Override
        public CompletableFuture<Coordinates> send(String topic, Event event, EventHeaders with) {
            events.add(event);
            headers.add(with);
            return CompletableFuture.completedFuture(new Coordinates(topic, 0, events.size()));
        }

        @Override
        public void sendAndForget(String topic, Event event, @Nullable String traceparent) {
            throw new AssertionError("a result must be acknowledged");
        }
    }
}
