package dev.repartee.identity.quota;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a tenant may have or send only so much of. The words are stable: the database
 * knows them too.
 *
 * <p>What a tenant has is counted and refused by triggers of the database, so that no way to make
 * one forgets it, and two at once can't both have the last place. What it sends is counted by the
 * gateways, in memory.
 */
public enum Quota {
    MESSAGES_PER_MINUTE(ChronoUnit.MINUTES),
    MESSAGES_PER_DAY(ChronoUnit.DAYS),
    ASSISTANTS(null),
    DOCUMENTS(null),
    MEMBERS(null),
    API_KEYS(null);

    /** Those of what is sent. */
    public static final List<Quota> OF_MESSAGES = List.of(MESSAGES_PER_MINUTE, MESSAGES_PER_DAY);

    private final @Nullable TemporalUnit window;

    Quota(@Nullable TemporalUnit window) {
        this.window = window;
    }

    /** The stable word, for example {@code messages_per_day}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The quota of that word. */
    public static Optional<Quota> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findAny();
    }

    /**
     * When the minute or day (UTC) of that moment began.
     *
     * @throws IllegalStateException for a quota of what a tenant has
     */
    public Instant windowOf(Instant moment) {
        return moment.truncatedTo(unit());
    }

    /** When the next minute or day begins; throws as {@link #windowOf}. */
    public Instant nextWindow(Instant moment) {
        return windowOf(moment).plus(1, unit());
    }

    private TemporalUnit unit() {
        if (window == null) {
            throw new IllegalStateException(word() + " is not about time");
        }
        return window;
    }
}
