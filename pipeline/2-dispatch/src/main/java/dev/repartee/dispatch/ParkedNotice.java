package dev.repartee.dispatch;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.Mode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkedRecord;
import dev.repartee.kafka.ParkingListener;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a message that dispatch gives up as {@code parked} (promise P4). The payload may be what is
 * wrong with it, so key and headers have to do.
 */
final class ParkedNotice implements ParkingListener {

    private static final Logger log = LoggerFactory.getLogger(ParkedNotice.class);

    private final Outbox outbox;
    private final Clock clock;

    ParkedNotice(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void parking(ParkedRecord parked) throws Exception {
        LogRecord record = parked.record();
        EventHeaders headers = record.headers();
        Optional<RequestKey> key = key(record);
        if (key.isEmpty() || headers.conversation() == null) {
            log.atError()
                    .addKeyValue("coordinates", record.coordinates())
                    .addKeyValue("cause", parked.cause())
                    .log("a record that names no message parks; nobody can be told");
            return;
        }
        outbox.result(
                        new ChatResult.Parked(
                                key.get(),
                                new ConversationId(headers.conversation()),
                                headers.mode() == null ? Mode.REPLY : headers.mode(),
                                record.origin(),
                                replyTo(record).orElse(null),
                                parked.group(),
                                parked.cause(),
                                parked.detail(),
                                clock.instant()),
                        headers)
                .get();
    }

    private static Optional<RequestKey> key(LogRecord record) {
        String requestId = record.headers().requestId();
        if (requestId == null) {
            return Optional.empty();
        }
        try {
            UserKey user = UserKey.parse(record.key());
            return Optional.of(
                    new RequestKey(user.tenant(), user.user(), new RequestId(requestId)));
        } catch (ReparteeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ReplyTo> replyTo(LogRecord record) {
        try {
            return Optional.ofNullable(record.event(ChatRequest.class).envelope().replyTo());
        } catch (ReparteeException e) {
            return Optional.empty();
        }
    }
}
