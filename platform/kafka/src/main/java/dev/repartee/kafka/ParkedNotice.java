package dev.repartee.kafka;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ReplyTo;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a message that a stage gives up as {@code parked} (promise P4). The payload may be what is
 * wrong with it, so key and headers have to do; where it came from is then where the record lies,
 * and nobody in particular is told.
 */
public final class ParkedNotice implements ParkingListener {

    private static final Logger log = LoggerFactory.getLogger(ParkedNotice.class);

    private final EventSender sender;
    private final SourceReader reader;
    private final Clock clock;

    /**
     * @param reader reads the payloads of the stage
     */
    public ParkedNotice(EventSender sender, SourceReader reader, Clock clock) {
        this.sender = sender;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * Where a message came from.
     *
     * @param origin where its request was first seen
     * @param replyTo who waits for its reply
     */
    public record Source(Coordinates origin, @Nullable ReplyTo replyTo) {}

    /** Reads a payload. */
    @FunctionalInterface
    public interface SourceReader {

        /**
         * @throws ReparteeException when the payload is malformed
         */
        Source read(LogRecord record);
    }

    @Override
    public void parking(ParkedRecord parked) throws Exception {
        LogRecord record = parked.record();
        Optional<ChatResult.Parked> result = result(parked);
        if (result.isEmpty()) {
            log.atError()
                    .addKeyValue("coordinates", record.coordinates())
                    .addKeyValue("cause", parked.cause())
                    .log("a record that names no message parks; nobody can be told");
            return;
        }
        sender.send(
                        Topic.RESULTS.topicName(),
                        result.get(),
                        result.get().headers().withTraceparent(record.headers().traceparent()))
                .get();
    }

    private Optional<ChatResult.Parked> result(ParkedRecord parked) {
        LogRecord record = parked.record();
        EventHeaders headers = record.headers();
        if (headers.requestId() == null || headers.conversation() == null) {
            return Optional.empty();
        }
        try {
            UserKey user = UserKey.parse(record.key());
            Source source = source(record);
            return Optional.of(
                    new ChatResult.Parked(
                            new RequestKey(
                                    user.tenant(), user.user(), new RequestId(headers.requestId())),
                            new ConversationId(headers.conversation()),
                            headers.mode() == null ? Mode.REPLY : headers.mode(),
                            source.origin(),
                            source.replyTo(),
                            parked.group(),
                            parked.cause(),
                            parked.detail(),
                            clock.instant()));
        } catch (ReparteeException e) {
            return Optional.empty();
        }
    }

    private Source source(LogRecord record) {
        try {
            return reader.read(record);
        } catch (ReparteeException e) {
            return new Source(record.origin(), null);
        }
    }
}
