package dev.repartee.knowledge.upload;

import static dev.repartee.knowledge.DocumentFixture.ACME;
import static dev.repartee.knowledge.DocumentFixture.HELPER;
import static dev.repartee.knowledge.DocumentFixture.OTHER;
import static dev.repartee.testing.Statements.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.DocumentFixture;
import dev.repartee.knowledge.parsing.DocumentParser;
import dev.repartee.knowledge.parsing.ParseOutcome;
import dev.repartee.knowledge.parsing.ParserLimits;
import dev.repartee.knowledge.parsing.ParserProcess;
import dev.repartee.knowledge.parsing.SampleFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from upload to deletion, on a real database. */
final class DocumentLifeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final DocumentParser AS_TEXT =
            (file, name, type) ->
                    new ParseOutcome.Parsed(name, "text/plain", Files.readString(file));

    @TempDir private Path folder;
    private final DocumentFixture fixture = new DocumentFixture();
    private final UploadConfig config = new UploadConfig(1, 5, 2, 1, ParserLimits.defaults());
    private final Signal signal = new Signal();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void readsAPdfAndCitesIt() throws IOException {
        byte[] pdf =
                SampleFiles.pdf(
                        List.of(List.of("# Warranty", "", "Lamps are repaired for ten years.")));
        try (UploadWorker worker = worker(new ParserProcess(ParserLimits.defaults(), folder))) {
            worker.start();
            add("terms.pdf", pdf);
            awaitState("terms.pdf", DocumentState.READY);
        }
        assertThat(content("terms.pdf"))
                .isEqualTo("# Warranty\n\nLamps are repaired for ten years.");
        assertThat(fixture.store.find(ACME, HELPER, "terms.pdf").orElseThrow().uploaded()).isTrue();
    }

    @Test
    void keepsOldVersionsUpToABoundAndRestoresThem() throws IOException {
        try (UploadWorker worker = worker(AS_TEXT)) {
            worker.start();
            for (String text : List.of("one", "two", "three")) {
                add("a.txt", text.getBytes(StandardCharsets.UTF_8));
                await().atMost(PATIENCE).until(() -> content("a.txt").equals(text));
            }
            assertThat(uploads().versions(ACME, HELPER, "a.txt"))
                    .extracting(DocumentVersion::version, DocumentVersion::served)
                    .containsExactly(Tuple.tuple(3L, true), Tuple.tuple(2L, false));
            uploads().restore(ACME, HELPER, "a.txt", 2);
            await().atMost(PATIENCE).until(() -> content("a.txt").equals("two"));
            assertThat(uploads().restore(ACME, HELPER, "a.txt", 1)).isEmpty();
            assertThat(uploads().readAllAgain(ACME, HELPER)).isEqualTo(1);
        }
    }

    @Test
    void leavesNothingOfADeletedDocumentEvenWhileItIsRead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DocumentParser slow =
                (file, name, type) -> {
                    reading.countDown();
                    goOn.await();
                    return new ParseOutcome.Parsed(name, "text/plain", "secret");
                };
        try (UploadWorker worker = worker(slow)) {
            worker.start();
            add("a.txt", new byte[] {'x'});
            reading.await();
            assertThat(fixture.store.delete(ACME, HELPER, "a.txt")).isTrue();
            add("b.txt", new byte[] {'x'});
            goOn.countDown();
            awaitState("b.txt", DocumentState.READY);
        }
        assertThat(uploads().find(ACME, HELPER, "a.txt")).isEmpty();
        assertThat(fixture.store.read(ACME, HELPER, "a.txt")).isEmpty();
        assertThat(rows("document_parts WHERE document_id = 'a.txt'")).isZero();
    }

    @Test
    void keepsTenantsApart() {
        add("a.txt", new byte[] {'x'});
        assertThat(uploads().list(OTHER, HELPER)).isEmpty();
        assertThat(uploads().versions(OTHER, HELPER, "a.txt")).isEmpty();
        assertThat(uploads().restore(OTHER, HELPER, "a.txt", 1)).isEmpty();
        assertThat(fixture.store.delete(OTHER, HELPER, "a.txt")).isFalse();
        assertThat(uploads().list(ACME, HELPER)).hasSize(1);
    }

    @Test
    void takesAFileUpAgainThatAWorkerLeftBehindButNotForEver() throws Exception {
        add("a.txt", new byte[] {'x'});
        var queue = new UploadQueue(fixture.database);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(queue.claim(Duration.ofHours(1))).isPresent();
            assertThat(queue.claim(Duration.ofHours(1))).isEmpty();
            fixture.execute("UPDATE document_versions SET claimed_until = now() - interval '1 s'");
        }
        try (UploadWorker worker = worker(AS_TEXT)) {
            worker.start();
            awaitState("a.txt", DocumentState.FAILED);
        }
        assertThat(uploads().find(ACME, HELPER, "a.txt").orElseThrow().failure())
                .isEqualTo("crashed");
    }

    @Test
    void opensArchivesOfPages() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("site/Index.HTML", new byte[] {'a'});
        files.put("site/logo.png", new byte[] {'b'});
        files.put("__MACOSX/site/x.html", new byte[] {'c'});
        files.put("../../etc/faq.csv", new byte[] {'d'});
        add("site.zip", SampleFiles.zip(files));
        assertThat(uploads().list(ACME, HELPER))
                .extracting(DocumentStatus::documentId)
                .containsExactly("etc-faq.csv", "site-index.html");
    }

    @Test
    void refusesArchivesThatAreBombsOrBroken() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            files.put("junk" + i + ".bin", new byte[1 << 20]);
        }
        files.put("a.html", new byte[] {'a'});
        byte[] bomb = SampleFiles.zip(files);
        assertThat(bomb.length).isLessThan(1 << 20);
        assertRefused(ErrorCode.BODY_TOO_LARGE, "bomb.zip", bomb);
        assertRefused(
                ErrorCode.INVALID_FIELD,
                "broken.zip",
                Arrays.copyOf(SampleFiles.zip(Map.of("a.html", new byte[5000])), 60));
        assertRefused(
                ErrorCode.INVALID_FIELD, "none.zip", SampleFiles.zip(Map.of("a.png", new byte[1])));
        assertRefused(ErrorCode.INVALID_FIELD, "a.txt", new byte[0]);
        assertRefused(ErrorCode.BODY_TOO_LARGE, "a.txt", new byte[(1 << 20) + 1]);
        assertThat(uploads().list(ACME, HELPER)).isEmpty();
    }

    @Test
    void holdsNoMoreDocumentsThanAllowed() {
        for (int i = 0; i < 5; i++) {
            add("a" + i, new byte[] {'x'});
        }
        add("a1", new byte[] {'y'});
        assertRefused(ErrorCode.OVERLOADED, "a5", new byte[] {'x'});
    }

    @Test
    void fetchesAPageAndTheFilesThatItNames() {
        String page = "<a href=\"terms.pdf\">T</a> <a href='https://elsewhere.test/b.pdf'>B</a>";
        WebFiles web =
                new WebFiles() {
                    @Override
                    public <T> T fetch(String url, long most, Reader<T> reader) {
                        boolean html = url.endsWith("/help");
                        String body = html ? page : "Ten years of warranty.";
                        try {
                            return reader.read(
                                    URI.create(url),
                                    html ? "text/html" : "application/pdf",
                                    new ByteArrayInputStream(
                                            body.getBytes(StandardCharsets.UTF_8)));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        try (UploadWorker worker = worker(AS_TEXT, web)) {
            worker.start();
            uploads().fetch(ACME, HELPER, null, "https://shop.test/help", true);
            awaitState("shop.test-help", DocumentState.READY);
            awaitState("shop.test-terms.pdf", DocumentState.READY);
        }
        assertThat(uploads().list(ACME, HELPER)).hasSize(2);
        assertThat(content("shop.test-terms.pdf")).isEqualTo("Ten years of warranty.");
    }

    private void assertRefused(ErrorCode code, String name, byte[] bytes) {
        assertThatExceptionOfType(ReparteeException.class)
                .isThrownBy(() -> add(name, bytes))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private void add(String name, byte[] bytes) {
        uploads()
                .add(
                        ACME,
                        HELPER,
                        new Upload(Upload.idOf(name), null, name, ""),
                        new ByteArrayInputStream(bytes));
    }

    private DocumentUploads uploads() {
        return new DocumentUploads(fixture.database, config, folder, signal);
    }

    private UploadWorker worker(DocumentParser parser) {
        return worker(
                parser,
                new WebFiles() {
                    @Override
                    public <T> T fetch(String url, long most, Reader<T> reader) throws Unfetched {
                        throw new Unfetched("no web here");
                    }
                });
    }

    private UploadWorker worker(DocumentParser parser, WebFiles web) {
        return new UploadWorker(
                fixture.database,
                config,
                parser,
                web,
                new UploadWorker.Workplace(folder, signal),
                new SimpleMeterRegistry());
    }

    private void awaitState(String id, DocumentState state) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                uploads()
                                        .find(ACME, HELPER, id)
                                        .filter(each -> each.state() == state)
                                        .isPresent());
    }

    private String content(String id) {
        return fixture.store.read(ACME, HELPER, id).map(each -> each.content()).orElse("");
    }

    private long rows(String from) {
        return number(fixture.database, "SELECT count(*) FROM " + from);
    }
}
