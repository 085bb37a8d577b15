package dev.repartee.knowledge;

import static dev.repartee.knowledge.DocumentFixture.ACME;
import static dev.repartee.knowledge.DocumentFixture.HELPER;
import static dev.repartee.knowledge.DocumentFixture.OTHER;
import static dev.repartee.knowledge.DocumentFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.knowledge.vector.EmbeddedVectorStore;
import dev.repartee.knowledge.vector.Embedder;
import dev.repartee.knowledge.vector.Scope;
import dev.repartee.knowledge.vector.VectorStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Words and meaning together, on a real database. */
final class HybridSearchTest {

    private final DocumentFixture fixture = new DocumentFixture();
    private final MovingClock clock = new MovingClock();
    private final VectorStore store = new EmbeddedVectorStore(fixture.database, 10, clock);
    private final Embedder embedder = new TopicEmbedder();
    private final VectorFilling filling =
            new VectorFilling(fixture.database, fixture.store, embedder, store);
    private final KnowledgeCatalog catalog =
            new KnowledgeCatalog(
                    fixture.store,
                    KnowledgeConfig.defaults(),
                    Clock.systemUTC(),
                    new SimpleMeterRegistry());

    @AfterEach
    void close() {
        catalog.close();
        fixture.close();
    }

    /** One dimension for animals, one for food: meaning without any shared word. */
    private static final class TopicEmbedder implements Embedder {

        @Override
        public String model() {
            return "topics";
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream()
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .map(
                            text ->
                                    new float[] {
                                        text.matches("(?s).*(puppy|hound|dog).*") ? 1 : 0.01f,
                                        text.matches("(?s).*(bread|loaf|baker).*") ? 1 : 0.01f
                                    })
                    .toList();
        }
    }

    private static final class MovingClock extends Clock {

        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            now = now.plus(Duration.ofSeconds(5));
            return now;
        }
    }

    @Test
    void findsByMeaningWhatSharesNoWord() {
        fixture.store.save(ACME, HELPER, draft("pets", "Every hound sleeps at the back."));
        fixture.store.save(ACME, HELPER, draft("food", "A loaf costs two euros."));
        fixture.store.save(OTHER, HELPER, draft("theirs", "Each hound of theirs is secret."));
        fill();

        assertThat(search(embedder).passages(ACME, HELPER, "puppy", 1))
                .extracting(Passage::documentId)
                .containsExactly("pets");
        assertThat(search(null).passages(ACME, HELPER, "puppy", 1)).isEmpty();
        assertThat(search(embedder).passages(OTHER, HELPER, "puppy", 5))
                .extracting(Passage::documentId)
                .containsExactly("theirs");
    }

    @Test
    void followsChangesAndDeletions() {
        fixture.store.save(ACME, HELPER, draft("pets", "Every hound sleeps at the back."));
        fill();
        fixture.store.save(ACME, HELPER, draft("pets", "The baker is closed."));
        fill();
        Scope scope = new Scope(ACME, HELPER);
        float[] bread = embedder.embed(List.of("bread")).getFirst();
        assertThat(store.nearest(scope, bread, 5))
                .singleElement()
                .satisfies(hit -> assertThat(hit.similarity()).isGreaterThan(0.99));
        fixture.store.delete(ACME, HELPER, "pets");
        fill();
        assertThat(store.nearest(scope, bread, 5)).isEmpty();
        assertThat(filling.fillOne()).isFalse();
    }

    @Test
    void answersByWordsWhenMeaningFails() {
        fixture.store.save(ACME, HELPER, draft("pets", "Every hound sleeps at the back."));
        Embedder broken =
                new Embedder() {
                    @Override
                    public String model() {
                        return "broken";
                    }

                    @Override
                    public List<float[]> embed(List<String> texts) {
                        throw new ReparteeException(ErrorCode.MODEL_UNAVAILABLE, "gone");
                    }
                };
        assertThat(search(broken).passages(ACME, HELPER, "where does the hound sleep", 1))
                .hasSize(1);
        assertThat(
                        search(broken)
                                .answer(
                                        ACME,
                                        HELPER,
                                        "Where does every hound sleep?",
                                        "en",
                                        new ExtractiveAnswerer(0.1)))
                .isInstanceOf(Answer.Answered.class);
    }

    private HybridSearch search(@Nullable Embedder with) {
        return new HybridSearch(
                catalog,
                with == null ? null : new HybridSearch.Meaning(with, store),
                null,
                new SimpleMeterRegistry());
    }

    private void fill() {
        while (filling.fillOne()) {
            catalog.invalidateAll();
        }
        catalog.invalidateAll();
    }
}
