package dev.repartee.app.knowledge;

import dev.repartee.app.node.Settings;
import dev.repartee.knowledge.HybridSearch;
import dev.repartee.knowledge.HybridSearch.Meaning;
import dev.repartee.knowledge.KnowledgeCatalog;
import dev.repartee.knowledge.vector.CachedEmbedder;
import dev.repartee.knowledge.vector.EndpointEmbedder;
import dev.repartee.knowledge.vector.EndpointReranker;
import dev.repartee.knowledge.vector.VectorConfig;
import dev.repartee.postgres.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The search in assistants' documents, as the configuration wants it. */
public final class DocumentSearch {

    private static final int QUESTIONS_REMEMBERED = 10_000;

    private DocumentSearch() {}

    /** By words, and by meaning where there is an embedding source. */
    public static HybridSearch of(
            Settings settings,
            Database database,
            KnowledgeCatalog catalog,
            MeterRegistry meters,
            Clock clock) {
        VectorConfig vectors = settings.of(VectorConfig.class);
        Meaning meaning =
                vectors.embeddings() == null
                        ? null
                        : new Meaning(
                                new CachedEmbedder(
                                        new EndpointEmbedder(vectors.embeddings(), vectors.batch()),
                                        QUESTIONS_REMEMBERED),
                                vectors.open(database, clock));
        EndpointReranker reranker =
                vectors.reranker() == null ? null : new EndpointReranker(vectors.reranker());
        return new HybridSearch(catalog, meaning, reranker, meters);
    }
}
