package dev.repartee.knowledge.upload;

import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.upload.UploadQueue.Task;
import dev.repartee.knowledge.upload.UploadStore.Source;
import dev.repartee.knowledge.upload.UploadWorker.Workplace;
import dev.repartee.knowledge.upload.WebFiles.Unfetched;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what was only named by its address, and notes the files that a page names. */
final class Fetching {

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
    private static final int LONGEST_PAGE = 4 << 20;

    private final UploadStore store;
    private final WebFiles web;
    private final UploadConfig config;
    private final Workplace place;

    private record Fetched(SpooledFile file, URI from, String mediaType) {}

    Fetching(UploadStore store, WebFiles web, UploadConfig config, Workplace place) {
        this.store = store;
        this.web = web;
        this.config = config;
        this.place = place;
    }

    /** Keeps the file as the task's version; returns the task as it stands then. */
    Task fetch(Task task) throws Unfetched, IOException, InterruptedException {
        Fetched fetched =
                web.fetch(
                        String.valueOf(task.sourceUrl()),
                        config.maxBytes(),
                        (from, mediaType, body) ->
                                new Fetched(
                                        SpooledFile.of(body, config.maxBytes(), place.folder()),
                                        from,
                                        mediaType));
        try (SpooledFile file = fetched.file()) {
            String name = DocumentUploads.nameOf(fetched.from());
            store.fetched(task.key(), file, name, fetched.mediaType());
            if (task.follow() && fetched.mediaType().contains("html")) {
                follow(task, file, fetched.from());
            }
            return new Task(
                    task.key(),
                    task.attempts(),
                    task.title(),
                    name,
                    fetched.mediaType(),
                    task.sourceUrl(),
                    false);
        } catch (ReparteeException e) {
            throw new Unfetched(String.valueOf(e.getMessage()));
        }
    }

    private void follow(Task task, SpooledFile page, URI from) throws IOException {
        String text;
        try (var in = Files.newInputStream(page.path())) {
            text = new String(in.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8);
        }
        for (String link : PageLinks.of(text, from)) {
            try {
                URI place = URI.create(link);
                String name = DocumentUploads.nameOf(place);
                var upload = new Upload(Upload.idOf(place.getHost() + "/" + name), null, name, "");
                store.add(
                        task.key().tenant(),
                        task.key().assistant(),
                        upload,
                        null,
                        new Source(link, false));
            } catch (ReparteeException refused) {
                LOG.atInfo()
                        .addKeyValue("assistant", task.key().assistant())
                        .addKeyValue("error", refused.code())
                        .log("a file that a page names is left out");
            }
        }
    }
}
