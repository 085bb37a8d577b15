package dev.repartee.inference;

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
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkedRecord;
import dev.repartee.kafka.ParkingListener;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a message that inference gives up as {@code parked} (promise P4). The payload may be what is
 * wrong with it, so key and headers have to do; its coordinates are then those of the work.
 */
final class ParkedNotice implements ParkingListener {

    private static final Logger log = LoggerFactory.getLogger(ParkedNotice.class);

    private final EventSender sender;
    private final Clock clock;

    ParkedNotice(EventSender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
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
            InferenceWork work = work(record);
            ReplyTo replyTo = work == null ? null : work.request().envelope().replyTo();
            Coordinates origin = work == null ? record.origin() : work.origin();
            return Optional.of(
                    new ChatResult.Parked(
                            new RequestKey(
                                    user.tenant(), user.user(), new RequestId(headers.requestId())),
                            new ConversationId(headers.conversation()),
                            headers.mode() == null ? Mode.REPLY : headers.mode(),
                            origin,
                            replyTo,
                            parked.group(),
                            parked.cause(),
                            parked.detail(),
                            clock.instant()));
        } catch (ReparteeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable InferenceWork work(LogRecord record) {
        try {
            return record.event(InferenceWork.class);
        } catch (ReparteeException e) {
            return null;
        }
    }
}
