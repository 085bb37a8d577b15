package dev.repartee.bench.fuzz.check;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log either reads as an event on which every stage can rely, and which comes back
 * as it was when it is written again, or is refused with a code that parks it.
 */
public final class EventsCheck implements Check {

    private static final Set<ErrorCode> PARKING =
            Set.of(ErrorCode.MALFORMED_EVENT, ErrorCode.UNKNOWN_EVENT_VERSION);

    @Override
    public void check(byte[] input) {
        RecordInput record = RecordInput.of(input);
        EventHeaders headers = parked(() -> EventHeaders.of(record.headers()));
        if (headers != null) {
            Claims.that(EventHeaders.of(headers.toMap()).equals(headers), "headers come back");
            Event event = parked(() -> EventCodec.decode(headers, record.value()));
            if (event != null) {
                usable(headers, event);
            }
        }
        others(record.value());
    }

    private static void usable(EventHeaders headers, Event event) {
        Completeness.check((Record) event);
        Claims.that(event.headers().type().equals(headers.type()), "the type stays");
        Claims.that(
                UserKey.parse(event.userKey().bytes()).equals(event.userKey()), "keys come back");
        if (event instanceof ChatResult result) {
            Claims.that(result.userKey().equals(result.key().userKey()), "one user");
            Claims.that(result.conversation() != null, "a conversation");
            Claims.that(result.mode() != null && result.origin() != null, "mode and origin");
        }
        Event again = EventCodec.decode(event.headers(), EventCodec.encode(event));
        Claims.that(again.equals(event), "events come back");
    }

    /** What else of these bytes is read from stores. */
    private static void others(byte[] value) {
        Record reply = parked(() -> EventCodec.decodeReply(value));
        if (reply != null) {
            Completeness.check(reply);
        }
        Record turn = parked(() -> EventCodec.decodeTurn(value));
        if (turn != null) {
            Completeness.check(turn);
        }
    }

    private static <T> @Nullable T parked(Supplier<T> reader) {
        T read;
        try {
            read = reader.get();
        } catch (ReparteeException refused) {
            Claims.that(PARKING.contains(refused.code()), "parks: " + refused.code());
            Claims.that(!String.valueOf(refused.getMessage()).isBlank(), "says why");
            return null;
        }
        Claims.that(read != null, "reads as something");
        return read;
    }
}
