package dev.repartee.bench.drill.ledger;

import dev.repartee.bench.drill.ledger.Entry.Identity;
import dev.repartee.bench.drill.ledger.Entry.Passage;
import dev.repartee.bench.drill.ledger.Violation.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of one run sent, were promised and saw. Notes a violation the moment a client
 * can tell; what only the whole run shows, {@link Order} and {@link Stored} find afterwards.
 *
 * <p>All methods may be called from any thread.
 */
public final class Ledger {

    /** A reply as a client read it. */
    public record Seen(String requestId, String conversation, String text, String source) {}

    /** One conversation of one user. */
    public record Talk(String user, String conversation) {}

    private static final String FALLBACK = "fallback";

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<Talk, ConcurrentLinkedQueue<Entry>> talks = new ConcurrentHashMap<>();
    // Each list belongs to its own monitor.
    private final Map<Talk, List<String>> shown = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Violation> violations = new ConcurrentLinkedQueue<>();
    private final Map<Refusal, AtomicLong> refusals = new EnumMap<>(Refusal.class);
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong repeatedFrames = new AtomicLong();

    public Ledger() {
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new AtomicLong());
        }
    }

    /** A message that is about to be sent. */
    public Entry open(Identity identity, long intendedAt) {
        Entry entry = new Entry(identity, intendedAt);
        entries.put(identity.requestId(), entry);
        talks.computeIfAbsent(
                        new Talk(identity.user(), identity.conversation()),
                        talk -> new ConcurrentLinkedQueue<>())
                .add(entry);
        return entry;
    }

    /** A message goes out on a connection, or over HTTP. */
    public void sent(Entry entry, Passage passage) {
        entry.sent(passage);
    }

    /** Nobody waits any more: what a user was promised and has not seen was not delivered. */
    public void closeBooks() {
        for (Entry entry : entries.values()) {
            if (!entry.isAccepted()) {
                violate(Promise.LOST, entry.requestId(), "never accepted: " + entry.attempts());
            } else if (!entry.settled()) {
                violate(Promise.LOST, entry.requestId(), "accepted, but its user never saw an end");
            }
        }
    }

    public void accepted(Entry entry) {
        entry.accepted(System.nanoTime());
    }

    /** A send that promised nothing; the client will send again. */
    public void refused(Refusal refusal) {
        count(refusal).incrementAndGet();
    }

    /** A refusal by its stable code. */
    public void refused(Entry entry, String code) {
        switch (code) {
            case "rate_limited", "conversation_busy", "overloaded" -> refused(Refusal.BUSY);
            case "log_unavailable", "going_away" -> refused(Refusal.UNAVAILABLE);
            case String other -> puzzled(entry.requestId(), other);
        }
    }

    /** An answer that no message of this crowd should ever get. */
    public void puzzled(String requestId, String answer) {
        violate(Promise.AGREEMENT, requestId, "was answered by " + answer);
    }

    /** The same request was sent again though it was accepted, as impatient clients do. */
    public void repeated(Entry entry, int status) {
        repeats.incrementAndGet();
        switch (status) {
            case 202 -> accepted(entry);
            case 429 -> refused(Refusal.BUSY);
            case 503 -> refused(Refusal.UNAVAILABLE);
            default ->
                    violate(
                            Promise.TWICE,
                            entry.requestId(),
                            "sent again it was answered by " + status);
        }
    }

    /** A reply, on whichever connection. */
    public void replied(String user, Seen seen) {
        Entry entry = known(user, seen.requestId(), seen.conversation());
        if (entry == null) {
            return;
        }
        String text = entry.identity().text();
        boolean canned = seen.source().equals(FALLBACK);
        if (entry.identity().kind() == Kind.MODEL
                && !canned
                && !seen.text().contains(marker(text))) {
            violate(Promise.AGREEMENT, seen.requestId(), "the reply is to another message");
        }
        end(entry, End.REPLIED, seen.text(), canned);
    }

    /** A message's end without a reply. */
    public void ended(String user, String requestId, String talk, End how) {
        Entry entry = known(user, requestId, talk);
        if (entry != null) {
            end(entry, how, null, false);
        }
    }

    /** What the stored row says of a message that nothing was sent back for. */
    void stored(Entry entry, End how) {
        entry.ended(how, null, false, System.nanoTime());
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    /** The conversations in which something was sent. */
    public Set<Talk> talks() {
        return Set.copyOf(talks.keySet());
    }

    /** The messages of one conversation. */
    List<Entry> of(Talk talk) {
        ConcurrentLinkedQueue<Entry> sent = talks.get(talk);
        return sent == null ? List.of() : List.copyOf(sent);
    }

    public Optional<Entry> entry(String requestId) {
        return Optional.ofNullable(entries.get(requestId));
    }

    /** The replies of each conversation in the order in which its user first saw them. */
    public Map<Talk, List<String>> shown() {
        return Map.copyOf(shown);
    }

    /** Messages whose senders still wait for something. */
    public long unsettled() {
        return entries.values().stream().filter(entry -> !entry.settled()).count();
    }

    public long repeats() {
        return repeats.get();
    }

    /**
     * Replies that came again, which at-least-once delivery allows: on a later connection, or on
     * the same one when its acknowledgement was late or lost. Clients know them by their request
     * id.
     */
    public long repeatedFrames() {
        return repeatedFrames.get();
    }

    public long refusals(Refusal refusal) {
        return count(refusal).get();
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    void violate(Promise promise, String about, String detail) {
        violations.add(new Violation(promise, about, detail));
    }

    /** The part of a text that tells it from all others; the model says it back. */
    private static String marker(String text) {
        return text.substring(0, Math.min(40, text.length()));
    }

    private AtomicLong count(Refusal refusal) {
        AtomicLong count = refusals.get(refusal);
        if (count == null) {
            throw new IllegalStateException("not counted: " + refusal);
        }
        return count;
    }

    private void end(Entry entry, End how, @Nullable String text, boolean canned) {
        boolean first = entry.end() == null;
        if (!entry.ended(how, text, canned, System.nanoTime())) {
            violate(
                    Promise.TWICE,
                    entry.requestId(),
                    "ended as %s after it had ended as %s"
                            .formatted(how, entry.end() == how ? "another text" : entry.end()));
        } else if (!first) {
            repeatedFrames.incrementAndGet();
        } else {
            Identity identity = entry.identity();
            List<String> replies =
                    shown.computeIfAbsent(
                            new Talk(identity.user(), identity.conversation()),
                            talk -> new ArrayList<>());
            synchronized (replies) {
                replies.add(entry.requestId());
            }
        }
    }

    private @Nullable Entry known(String user, String requestId, String conversation) {
        Entry entry = entries.get(requestId);
        if (entry == null) {
            violate(Promise.AGREEMENT, requestId, user + " got what nobody sent");
            return null;
        }
        Identity identity = entry.identity();
        if (!identity.user().equals(user) || !identity.conversation().equals(conversation)) {
            violate(
                    Promise.AGREEMENT,
                    requestId,
                    "of %s in %s came to %s in %s"
                            .formatted(
                                    identity.user(), identity.conversation(), user, conversation));
        }
        return entry;
    }
}
