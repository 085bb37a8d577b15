package dev.repartee.dispatch;

import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.event.Envelope;
import dev.repartee.kafka.PermanentFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the assistant of a message. "Not in memory" is not yet "not there": it may be newer than
 * what this process read last, or the database may be away.
 */
final class AssistantLookup {

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** The assistants in memory. */
    interface Source {
        Optional<PublishedAssistant> find(Envelope envelope);

        /** Reads anew; false while that is impossible. */
        boolean refresh();

        static Source of(AssistantCatalog catalog) {
            return new Source() {
                @Override
                public Optional<PublishedAssistant> find(Envelope envelope) {
                    return catalog.findFor(envelope.userKey(), envelope.assistant());
                }

                @Override
                public boolean refresh() {
                    return catalog.refresh();
                }
            };
        }
    }

    private final Source source;
    private final Clock clock;

    AssistantLookup(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Waits, in its lane, while nobody can tell.
     *
     * @throws PermanentFailure with {@link ErrorCode#UNKNOWN_ASSISTANT} when there is no such
     *     assistant any more
     * @throws ReparteeException with {@link ErrorCode#REQUEST_EXPIRED} when the deadline came first
     */
    PublishedAssistant find(Envelope envelope, Instant deadline)
            throws PermanentFailure, InterruptedException {
        Optional<PublishedAssistant> found = source.find(envelope);
        while (found.isEmpty()) {
            if (source.refresh()) {
                return source.find(envelope).orElseThrow(() -> gone(envelope));
            }
            if (clock.instant().isAfter(deadline)) {
                throw new ReparteeException(
                        ErrorCode.REQUEST_EXPIRED, "the assistant could not be looked up in time");
            }
            Thread.sleep(PAUSE);
            found = source.find(envelope);
        }
        return found.get();
    }

    private static PermanentFailure gone(Envelope envelope) {
        return new PermanentFailure(
                ErrorCode.UNKNOWN_ASSISTANT,
                "assistant " + envelope.assistant() + " does not exist (any more)",
                null);
    }
}
