package dev.repartee.language.safety;

import dev.repartee.language.safety.Release.Finished;
import dev.repartee.language.safety.Release.Stopped;
import dev.repartee.language.safety.Release.Text;
import dev.repartee.language.safety.SafetyVerdict.Blocked;
import dev.repartee.language.safety.SafetyVerdict.Redacted;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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

    private static final String REMOVED = "[...] ";

    private final SafetyFilter filter;
    private final ReplyWatch watch;
    private final Set<SafetyCategory> findings = EnumSet.noneOf(SafetyCategory.class);
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

    StreamingSafety(SafetyFilter filter, ReplyWatch watch) {
        this.filter = filter;
        this.watch = watch;
    }

    /** Every category that was found so far, whatever was done about it. */
    public Set<SafetyCategory> findings() {
        return Set.copyOf(findings);
    }

    /** Takes the next piece and returns what may be sent now. */
    public Release feed(String delta) {
        if (blocked != null) {
            return new Stopped(blocked);
        }
        held.append(delta);
        int before = released.length();
        for (Cut cut = nextCut(); cut != null; cut = nextCut()) {
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
            pass(cutAt(held.length()));
        }
        return blocked != null
                ? new Finished("", blocked)
                : new Finished(
                        released.substring(before), filter.verdict(released.toString(), kinds));
    }

    /** A place to cut, and what is looked at for that. */
    private record Cut(int at, Excerpt excerpt) {}

    private Cut cutAt(int at) {
        return new Cut(at, new Excerpt(held.substring(context, at)));
    }

    private @Nullable Cut nextCut() {
        int after = Math.max(from, searched);
        for (int at = Boundaries.next(held, from, after);
                at >= 0;
                at = Boundaries.next(held, from, at)) {
            Cut cut = cutAt(at);
            if (watch.mayRelease(cut.excerpt())) {
                searched = at;
                return cut;
            }
        }
        searched = Math.max(searched, Boundaries.decided(held));
        return null;
    }

    private void pass(Cut cut) {
        boolean removed = false;
        for (SafetyCategory category : found(cut.excerpt(), from - context)) {
            findings.add(category);
            if (filter.action(category).stops()) {
                blocked = filter.blocked(category);
                return;
            }
            removed |= filter.action(category) == SafetyAction.REDACT;
        }
        if (removed) {
            released.append(REMOVED);
            kinds.add("sentence");
        } else {
            Redacted redacted = filter.redact(watch.redact(held.substring(from, cut.at()), kinds));
            released.append(redacted.text());
            kinds.addAll(redacted.kinds());
        }
        from = cut.at();
        context = contextOf(from);
        forget();
    }

    private List<SafetyCategory> found(Excerpt excerpt, int after) {
        List<SafetyCategory> found = new ArrayList<>(filter.findings(excerpt, after));
        watch.finds(excerpt).ifPresent(found::add);
        return found;
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
