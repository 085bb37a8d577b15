package dev.repartee.knowledge.upload;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.parsing.DocumentParser;
import dev.repartee.knowledge.parsing.ParseFailure;
import dev.repartee.knowledge.parsing.ParseOutcome;
import dev.repartee.knowledge.parsing.ParseOutcome.Failed;
import dev.repartee.knowledge.parsing.ParseOutcome.Parsed;
import dev.repartee.knowledge.upload.UploadQueue.Task;
import dev.repartee.postgres.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was uploaded, in the background: at most so many files at once, each at most three
 * times, should processes die over it. Several processes share the work.
 */
public final class UploadWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UploadWorker.class);
    private static final long LOOK_EVERY_MILLIS = 2_000;
    private static final int MOST_ATTEMPTS = 3;
    private static final Duration MARGIN = Duration.ofMinutes(3);

    private final UploadQueue queue;
    private final UploadStore store;
    private final Fetching fetching;
    private final DocumentParser parser;
    private final UploadConfig config;
    private final Workplace place;
    private final Timer reading;
    private final MeterRegistry meters;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Where a worker works.
     *
     * @param folder for files while they are read
     * @param signal rings when there is work
     */
    public record Workplace(Path folder, Signal signal) {}

    public UploadWorker(
            Database database,
            UploadConfig config,
            DocumentParser parser,
            WebFiles web,
            Workplace place,
            MeterRegistry meters) {
        this.queue = new UploadQueue(database);
        this.store = new UploadStore(database, config);
        this.fetching = new Fetching(store, web, config, place);
        this.parser = parser;
        this.config = config;
        this.place = place;
        this.meters = meters;
        this.reading =
                Timer.builder("repartee_knowledge_read")
                        .description("Reading an uploaded file in its child process")
                        .register(meters);
    }

    /** Starts reading; returns at once. */
    public void start() {
        for (int i = 0; i < config.workers(); i++) {
            threads.add(Thread.ofVirtual().name("document-reader-" + i).start(this::work));
        }
    }

    /** Stops; what is being read is given back. */
    @Override
    public void close() {
        stopped = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work() {
        while (!stopped) {
            try {
                Optional<Task> task = queue.claim(config.parser().time().plus(MARGIN));
                if (task.isPresent()) {
                    handle(task.get());
                } else {
                    place.signal().await(LOOK_EVERY_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("uploaded documents can not be read now");
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private boolean pause() {
        try {
            place.signal().await(LOOK_EVERY_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void handle(Task task) throws InterruptedException {
        try {
            ParseOutcome outcome =
                    task.attempts() > MOST_ATTEMPTS
                            ? new Failed(
                                    ParseFailure.CRASHED,
                                    "reading it ended " + MOST_ATTEMPTS + " processes")
                            : outcome(task);
            switch (outcome) {
                case Parsed parsed -> ready(task, parsed);
                case Failed failed -> failed(task, failed);
            }
        } catch (InterruptedException e) {
            Thread.interrupted();
            queue.release(task);
            throw e;
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("a file can not be read here now");
            queue.release(task);
            place.signal().await(LOOK_EVERY_MILLIS);
        }
    }

    private ParseOutcome outcome(Task task) throws IOException, InterruptedException {
        Task fetched = task;
        if (task.sourceUrl() != null) {
            try {
                fetched = fetching.fetch(task);
            } catch (WebFiles.Unfetched e) {
                return new Failed(ParseFailure.UNREACHABLE, String.valueOf(e.getMessage()));
            }
        }
        Files.createDirectories(place.folder());
        Path file = Files.createTempFile(place.folder(), "read-", "");
        try {
            store.read(fetched.key(), file);
            long start = System.nanoTime();
            ParseOutcome outcome = parser.parse(file, fetched.fileName(), fetched.declaredType());
            reading.record(Duration.ofNanos(System.nanoTime() - start));
            return outcome;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void ready(Task task, Parsed parsed) {
        String title = task.title() == null ? parsed.title() : task.title();
        DocumentDraft draft;
        try {
            draft =
                    new DocumentDraft(
                            task.key().documentId(),
                            title.isBlank() ? task.key().documentId() : title,
                            DocumentDraft.MARKDOWN,
                            parsed.markdown());
        } catch (ReparteeException refused) {
            failed(task, new Failed(ParseFailure.TOO_LARGE, String.valueOf(refused.getMessage())));
            return;
        }
        try {
            queue.ready(task, draft, parsed.mediaType());
            count("ready");
        } catch (ReparteeException refused) {
            if (refused.code() != ErrorCode.QUOTA_FULL) {
                throw refused;
            }
            failed(task, new Failed(ParseFailure.QUOTA_FULL, String.valueOf(refused.getMessage())));
        }
    }

    private void failed(Task task, Failed failed) {
        queue.failed(task, failed);
        count(failed.failure().word());
    }

    private void count(String outcome) {
        Counter.builder("repartee_knowledge_uploads")
                .description("Uploaded files that were read, or not, by outcome")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
