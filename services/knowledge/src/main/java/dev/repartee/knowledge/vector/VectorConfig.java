package dev.repartee.knowledge.vector;

import dev.repartee.postgres.Database;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how documents are found by meaning, too.
 *
 * @param embeddings an OpenAI-compatible endpoint; null for finding by words alone
 * @param batch most texts in one call of it
 * @param store where vectors are kept
 * @param place where that store is; null for {@code EMBEDDED} and {@code PGVECTOR}
 * @param reranker an endpoint with {@code /rerank}; null for none
 */
public record VectorConfig(
        @Nullable Endpoint embeddings,
        int batch,
        Store store,
        @Nullable Endpoint place,
        @Nullable Endpoint reranker) {

    private static final int GRAPHS = 200;

    /** Where vectors can be kept. */
    public enum Store {
        /** In our PostgreSQL, searched in memory. */
        EMBEDDED,
        /** In our PostgreSQL, searched there by the extension pgvector. */
        PGVECTOR,
        WEAVIATE,
        PINECONE
    }

    public VectorConfig {
        if (batch < 1 || batch > 2_048) {
            throw new IllegalArgumentException("batch must be 1 to 2048");
        }
        boolean outside = store == Store.WEAVIATE || store == Store.PINECONE;
        if (outside != (place != null)) {
            throw new IllegalArgumentException(
                    "place belongs to the stores weaviate and pinecone, and to no other");
        }
    }

    /** No endpoint; 64 texts in a call, should there be one. */
    public static VectorConfig defaults() {
        return new VectorConfig(null, 64, Store.EMBEDDED, null, null);
    }

    /** The store that is configured. */
    public VectorStore open(Database database, Clock clock) {
        return switch (store) {
            case EMBEDDED -> new EmbeddedVectorStore(database, GRAPHS, clock);
            case PGVECTOR -> new PgVectorStore(database);
            case WEAVIATE -> new WeaviateStore(required(place));
            case PINECONE -> new PineconeStore(required(place));
        };
    }

    private static Endpoint required(@Nullable Endpoint place) {
        if (place == null) {
            throw new IllegalStateException("checked when it was made");
        }
        return place;
    }
}
