package dev.repartee.audit;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one partition that have not ended. Requests and results are told in the order of
 * their topics; which of the two comes first does not matter, as long as {@link #forget} lets the
 * results wait for their requests.
 *
 * <p>Owned by the audit's thread.
 */
final class OpenRequests {

    /** Told once for each message that ends, and for each duplicate. */
    private final Consumer<EventType> ended;

    /** In the order of their offsets. */
    private final Map<RequestKey, OpenRequest> open = new LinkedHashMap<>();

    /** Results of the last while, for requests that are read later and for late duplicates. */
    private final Map<RequestKey, Outcome> outcomes = new LinkedHashMap<>();

    /** Where the first request of an id lies whose duplicate was answered. */
    private final Map<RequestKey, Resent> resent = new LinkedHashMap<>();

    private final Set<RequestKey> told = new HashSet<>();

    private record Outcome(EventType type, Instant at, boolean counted) {}

    private record Resent(Coordinates first, Instant at) {}

    OpenRequests(Consumer<EventType> ended) {
        this.ended = ended;
    }

    /** A request was read. */
    void request(OpenRequest request) {
        RequestKey key = request.key();
        Outcome outcome = outcomes.get(key);
        if (outcome != null && endsFor(request, outcome)) {
            if (outcome.counted()) {
                ended.accept(EventType.RESEND);
            } else {
                outcomes.put(key, new Outcome(outcome.type(), outcome.at(), true));
                ended.accept(outcome.type());
            }
            return;
        }
        Resent duplicate = resent.get(key);
        if (duplicate != null && !duplicate.first().equals(request.origin())) {
            ended.accept(EventType.RESEND);
            return;
        }
        OpenRequest before = open.get(key);
        if (before == null) {
            open.put(key, request);
        } else if (request.replayed()) {
            close(key, EventType.PARKED);
            open.put(key, request);
        } else {
            ended.accept(EventType.RESEND);
        }
    }

    /** The result that parked a message is older than its replay and does not end that. */
    private static boolean endsFor(OpenRequest request, Outcome outcome) {
        return !request.replayed() || !outcome.at().isBefore(request.appendedAt());
    }

    /** A terminal result was read. */
    void ended(RequestKey key, EventType type, Instant at) {
        OpenRequest request = open.get(key);
        boolean ends = request != null && endsFor(request, new Outcome(type, at, false));
        if (ends) {
            close(key, type);
        }
        Outcome before = outcomes.remove(key);
        outcomes.put(key, new Outcome(type, at, ends || before != null && before.counted()));
    }

    private void close(RequestKey key, EventType type) {
        open.remove(key);
        told.remove(key);
        ended.accept(type);
    }

    /**
     * A duplicate was answered: if the open record of its id is not the first one, it has ended.
     */
    void resent(RequestKey key, Coordinates first, Instant at) {
        OpenRequest request = open.get(key);
        if (request != null && !request.origin().equals(first)) {
            close(key, EventType.RESEND);
        }
        resent.put(key, new Resent(first, at));
    }

    /** Forgets results that came before a time up to which all requests have been read. */
    void forget(Instant before) {
        outcomes.values().removeIf(outcome -> outcome.at().isBefore(before));
        resent.values().removeIf(duplicate -> duplicate.at().isBefore(before));
    }

    /** Messages whose deadline has passed; each is named once. */
    List<OpenRequest> overdue(Instant now, Duration deadline) {
        List<OpenRequest> overdue = new ArrayList<>();
        for (OpenRequest request : open.values()) {
            if (!request.appendedAt().plus(deadline).isBefore(now)) {
                break;
            }
            if (told.add(request.key())) {
                overdue.add(request);
            }
        }
        return overdue;
    }

    /** Whether {@link #overdue} would name any. */
    boolean anyOverdue(Instant now, Duration deadline) {
        OpenRequest oldest = oldest();
        return oldest != null
                && oldest.appendedAt().plus(deadline).isBefore(now)
                && told.size() < open.size();
    }

    /** The one with the lowest offset, or null when all have ended. */
    @Nullable OpenRequest oldest() {
        return open.isEmpty() ? null : open.values().iterator().next();
    }

    int size() {
        return open.size();
    }

    /** Results that wait for their requests or for late duplicates. */
    int remembered() {
        return outcomes.size() + resent.size();
    }
}
