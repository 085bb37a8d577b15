package dev.repartee.language.safety;

import dev.repartee.language.safety.Release.Finished;
import dev.repartee.language.safety.Release.Stopped;
import dev.repartee.language.safety.Release.Text;
import dev.repartee.language.safety.SafetyVerdict.Blocked;
import dev.repartee.language.safety.SafetyVerdict.Redacted;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Filters a reply while it is being made: text is held back to the end of a sentence, or of a word
 * once 400 chars have gathered, and then released filtered.
 *
 * <p>What is released is the same whatever the pieces are, and joined it is what {@link
 * SafetyFilter#check} makes of the whole: a card number or an address that comes in two pieces is
 * never let through in halves. What was released before a reply is blocked can't be taken back
 * here; the caller replaces it. One reply, one thread at a time.
 */
public final class StreamingSafety {

    /**
     * How much of what came before is looked at again, so that a harmful phrase across a cut is
     * seen.
     */
    private static final int CONTEXT = 160;

    private static final int FORGET_AT = 4096;

    private final SafetyFilter filter;
    private final StringBuilder held = new StringBuilder();
    private final StringBuilder released = new StringBuilder();
    private final Set<String> kinds = new TreeSet<>();

    /** Where the text that is neither released nor blocked starts in {@link #held}. */
    private int from;

    /** Where the text to look at again starts in {@link #held}; at most {@link #from}. */
    private int context;

    /** Up to where {@link #held} is known to hold no cut. */
    private int searched;

    private @Nullable Blocked blocked;

    StreamingSafety(SafetyFilter filter) {
        this.filter = filter;
    }

    /** Takes the next piece and returns what may be sent now. */
    public Release feed(String delta) {
        if (blocked != null) {
            return new Stopped(blocked);
        }
        held.append(delta);
        int before = released.length();
        for (int cut = nextCut(); cut >= 0; cut = nextCut()) {
            pass(cut);
            if (blocked != null) {
                return new Stopped(blocked);
            }
        }
        return new Text(released.substring(before));
    }

    /** Ends the reply and returns the rest of it, with the verdict about the whole. */
    public Finished finish() {
        int before = released.length();
        if (blocked == null && from < held.length()) {
            pass(held.length());
        }
        return blocked != null
                ? new Finished("", blocked)
                : new Finished(
                        released.substring(before), filter.verdict(released.toString(), kinds));
    }

    private int nextCut() {
        int cut = Boundaries.next(held, from, Math.max(from, searched));
        searched = cut >= 0 ? cut : Math.max(searched, Boundaries.decided(held));
        return cut;
    }

    private void pass(int cut) {
        Optional<SafetyCategory> reason = filter.blockedBy(held.substring(context, cut));
        if (reason.isPresent()) {
            blocked = filter.blocked(reason.get());
            return;
        }
        Redacted redacted = filter.redact(held.substring(from, cut));
        released.append(redacted.text());
        kinds.addAll(redacted.kinds());
        from = cut;
        context = contextOf(cut);
        forget();
    }

    /** Starts the context at a word, for half a word may be another one. */
    private int contextOf(int cut) {
        int start = Math.max(context, cut - CONTEXT);
        while (start > 0 && start < cut && !Character.isWhitespace(held.charAt(start - 1))) {
            start++;
        }
        return start;
    }

    private void forget() {
        int forgotten = Math.max(0, Math.min(context, from - CONTEXT));
        if (forgotten > FORGET_AT) {
            held.delete(0, forgotten);
            from -= forgotten;
            context -= forgotten;
            searched -= forgotten;
        }
    }
}
