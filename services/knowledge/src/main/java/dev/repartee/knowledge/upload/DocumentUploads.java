package dev.repartee.knowledge.upload;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.knowledge.upload.UploadStore.Source;
import dev.repartee.knowledge.upload.scan.UploadScan;
import dev.repartee.postgres.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes files, and says what became of them. Reading them is the {@link UploadWorker}'s. Blocks the
 * caller's virtual thread; thread-safe.
 */
public final class DocumentUploads {

    /** Archives may unpack to this many times the largest file. */
    private static final int ARCHIVE_TIMES = 4;

    private static final int SPOOLING_AT_ONCE = 16;

    private final UploadStore store;
    private final UploadConfig config;
    private final Path folder;
    private final Semaphore spooling = new Semaphore(SPOOLING_AT_ONCE);
    private final Signal signal;

    /**
     * @param folder for files while they are passed on
     * @param signal wakes the worker of this process, if there is one
     */
    public DocumentUploads(Database database, UploadConfig config, Path folder, Signal signal) {
        this.store = new UploadStore(database, config);
        this.config = config;
        this.folder = folder;
        this.signal = signal;
    }

    /**
     * Keeps a file, to be read soon. A zip archive (by its name and content) is kept as its
     * documents, their ids made of their paths.
     *
     * @return the versions that it made, in the order of the archive
     * @throws ReparteeException with {@code BODY_TOO_LARGE} as soon as it is, with {@code
     *     UNSUPPORTED_MEDIA_TYPE} when it is no document or none of its type, or saying what else
     *     is wrong with it; nothing of it is kept then, but of an archive what came before
     */
    public List<DocumentVersion> add(
            TenantId tenant, AssistantId assistant, Upload upload, InputStream content) {
        if (!spooling.tryAcquire()) {
            throw new ReparteeException(
                    ErrorCode.OVERLOADED, "too many uploads are under way; try again later");
        }
        try (SpooledFile file = SpooledFile.of(content, config.maxBytes(), folder)) {
            if (file.bytes() == 0) {
                throw new ReparteeException(ErrorCode.INVALID_FIELD, "the file is empty");
            }
            UploadScan.check(file.path(), upload.declaredType());
            return FileSet.is(file.path(), upload.fileName())
                    ? addAll(tenant, assistant, file)
                    : List.of(store.add(tenant, assistant, upload, file, null));
        } catch (IOException e) {
            throw new UncheckedIOException("the upload broke off", e);
        } finally {
            spooling.release();
            signal.ring();
        }
    }

    private List<DocumentVersion> addAll(TenantId tenant, AssistantId assistant, SpooledFile zip)
            throws IOException {
        List<DocumentVersion> added = new ArrayList<>();
        FileSet.read(
                zip.path(),
                ARCHIVE_TIMES * config.maxBytes(),
                (name, content) -> {
                    try (SpooledFile file = SpooledFile.of(content, config.maxBytes(), folder)) {
                        var upload = new Upload(Upload.idOf(name), null, name, "");
                        UploadScan.check(file.path(), "");
                        added.add(store.add(tenant, assistant, upload, file, null));
                    }
                });
        return added;
    }

    /**
     * Notes a page or file of the web, to be fetched and read soon.
     *
     * @param documentId null to make one of the address
     * @param follow whether the files that the page names, on its host, are fetched too
     */
    public DocumentVersion fetch(
            TenantId tenant,
            AssistantId assistant,
            @Nullable String documentId,
            String url,
            boolean follow) {
        URI place = place(url);
        String name = nameOf(place);
        String id = documentId == null ? Upload.idOf(place.getHost() + "/" + name) : documentId;
        var upload = new Upload(id, null, name, "");
        DocumentVersion added = store.add(tenant, assistant, upload, null, new Source(url, follow));
        signal.ring();
        return added;
    }

    private static URI place(String url) {
        try {
            URI place = URI.create(url);
            if (place.getHost() != null && String.valueOf(place.getScheme()).matches("https?")) {
                return place;
            }
        } catch (IllegalArgumentException noUrl) {
            // Refused below.
        }
        throw new ReparteeException(
                ErrorCode.INVALID_FIELD, "a URL must be written in full: https://host/path");
    }

    /** The path, for an id and as a hint; {@code index.html} where there is none. */
    static String nameOf(URI place) {
        String path = place.getPath() == null ? "" : place.getPath().replaceAll("^/+|/+$", "");
        String name = path.isBlank() ? "index.html" : path;
        return name.length() <= 400 ? name : name.substring(name.length() - 400);
    }

    /** Every document of an assistant, by id. */
    public List<DocumentStatus> list(TenantId tenant, AssistantId assistant) {
        return store.statuses(tenant, assistant, null);
    }

    /** One document. */
    public Optional<DocumentStatus> find(
            TenantId tenant, AssistantId assistant, String documentId) {
        return store.statuses(tenant, assistant, documentId).stream().findFirst();
    }

    /** The uploads of a document that are kept, the newest first. */
    public List<DocumentVersion> versions(
            TenantId tenant, AssistantId assistant, String documentId) {
        return store.versions(tenant, assistant, documentId);
    }

    /**
     * Makes an older upload the newest: it is read again and then served. Of a document of the web
     * that is another fetch.
     *
     * @return empty when that version isn't kept
     */
    public Optional<DocumentVersion> restore(
            TenantId tenant, AssistantId assistant, String documentId, long version) {
        Optional<DocumentVersion> copy = store.copy(tenant, assistant, documentId, version);
        signal.ring();
        return copy;
    }

    /**
     * Reads the newest upload of a document again, or fetches it again.
     *
     * @return empty when there is none, as of text that was sent: it needs no reading
     */
    public Optional<DocumentVersion> readAgain(
            TenantId tenant, AssistantId assistant, String documentId) {
        return versions(tenant, assistant, documentId).stream()
                .findFirst()
                .flatMap(newest -> restore(tenant, assistant, documentId, newest.version()));
    }

    /** Reads every uploaded document of an assistant again; returns how many there are. */
    public int readAllAgain(TenantId tenant, AssistantId assistant) {
        int again = 0;
        for (DocumentStatus document : list(tenant, assistant)) {
            if (document.version() != null) {
                again += readAgain(tenant, assistant, document.documentId()).isPresent() ? 1 : 0;
            }
        }
        return again;
    }
}
