package dev.repartee.bench.drill;

import dev.repartee.bench.drill.ledger.Entry;
import dev.repartee.bench.drill.ledger.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The messages whose users waited longest, so that each can be looked for in the logs of the run:
 * when they should have been sent, were accepted and were answered, in seconds since the fault.
 */
final class Waits {

    private static final long NAMED_FROM = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST = 1_000;
    private static final String HEAD = "waited\tdue\taccepted\tanswered\tkind\tuser\trequest\n";

    private final Collection<Entry> entries;
    private final Recovery.Moments moments;

    /** Of the messages that should have been sent since the load was steady. */
    Waits(Collection<Entry> entries, Recovery.Moments moments) {
        this.entries = entries;
        this.moments = moments;
    }

    /** Writes them as a table of tabs, the longest first. */
    void write(Path file) {
        try {
            Files.writeString(file, table());
        } catch (IOException e) {
            throw new UncheckedIOException("The waits could not be written to " + file, e);
        }
    }

    String table() {
        return entries.stream()
                .filter(entry -> entry.identity().kind() != Kind.OBSERVED)
                .filter(entry -> entry.intendedAt() >= moments.steady())
                .filter(entry -> waited(entry) >= NAMED_FROM)
                .sorted(Comparator.comparingLong(Waits::waited).reversed())
                .limit(MOST)
                .map(this::line)
                .collect(Collectors.joining("", HEAD, ""));
    }

    private String line(Entry entry) {
        return "%s\t%s\t%s\t%s\t%s\t%s\t%s\n"
                .formatted(
                        entry.endedAt() == 0 ? "-" : seconds(waited(entry)),
                        sinceFault(entry.intendedAt()),
                        sinceFault(entry.acceptedAt()),
                        sinceFault(entry.endedAt()),
                        entry.identity().kind().name().toLowerCase(Locale.ROOT),
                        entry.identity().user(),
                        entry.requestId());
    }

    /** In nanoseconds; whoever was never answered waits for ever. */
    private static long waited(Entry entry) {
        return entry.endedAt() == 0 ? Long.MAX_VALUE : entry.endedAt() - entry.intendedAt();
    }

    private String sinceFault(long at) {
        return at == 0 ? "-" : seconds(at - moments.injected());
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
