package dev.repartee.inference;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.content.Nlu;
import dev.repartee.inference.analysis.Analyser;
import dev.repartee.language.layered.Remark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Analyses again what was stored without an analysis: {@code repartee reanalyse}. Safe to repeat
 * and to interrupt; a message that fails again stays as it is.
 */
public final class Reanalysis {

    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Analyser analyser;
    private final Archive archive;
    private final Clock clock;

    public Reanalysis(Analyser analyser, Archive archive, Clock clock) {
        this.analyser = analyser;
        this.archive = archive;
        this.clock = clock;
    }

    /** Where stored messages are; a port to history. */
    public interface Archive {

        /**
         * Messages that were stored without an analysis, oldest first, by time and then by key.
         *
         * @param after the last message of the page before, or null for the first page
         * @param limit most messages
         */
        List<Unanalysed> unanalysed(@Nullable Unanalysed after, int limit);

        /** Stores an analysis, unless there is one by now. */
        void analysed(Unanalysed message, Nlu nlu);
    }

    /**
     * A message that nobody understood.
     *
     * @param acceptedAt names the window of its row, and what "tomorrow" counts from
     * @param assistant who was asked: its own model and entities count; null when that isn't known
     * @param text as stored
     * @param language BCP 47 tag
     */
    public record Unanalysed(
            RequestKey key,
            Instant acceptedAt,
            @Nullable AssistantId assistant,
            String text,
            String language) {}

    /**
     * What a run did.
     *
     * @param found messages without an analysis
     * @param analysed those that have one now
     */
    public record Summary(int found, int analysed) {}

    /**
     * Goes through all of them.
     *
     * @param atOnce most messages analysed at once
     * @throws ReparteeException when the archive can not be reached; what was stored stays
     */
    public Summary run(int atOnce) throws InterruptedException {
        int found = 0;
        AtomicInteger analysed = new AtomicInteger();
        Semaphore turns = new Semaphore(atOnce);
        List<Unanalysed> page = archive.unanalysed(null, PAGE);
        while (!page.isEmpty()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Unanalysed message : page) {
                    turns.acquire();
                    threads.submit(
                            () -> {
                                try {
                                    analysed.addAndGet(analyse(message) ? 1 : 0);
                                } finally {
                                    turns.release();
                                }
                                return null;
                            });
                }
            }
            found += page.size();
            page = archive.unanalysed(page.getLast(), PAGE);
        }
        return new Summary(found, analysed.get());
    }

    private boolean analyse(Unanalysed message) throws InterruptedException {
        Optional<Nlu> nlu =
                analyser.analyse(
                        new Remark(
                                message.key().tenant(),
                                message.assistant(),
                                message.text(),
                                message.language(),
                                message.acceptedAt().atZone(ZoneOffset.UTC),
                                clock.instant().plus(PATIENCE)));
        nlu.ifPresent(understood -> archive.analysed(message, understood));
        return nlu.isPresent();
    }
}
