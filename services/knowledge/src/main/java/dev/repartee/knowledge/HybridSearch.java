package dev.repartee.knowledge;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.knowledge.vector.Embedder;
import dev.repartee.knowledge.vector.EndpointReranker;
import dev.repartee.knowledge.vector.RankFusion;
import dev.repartee.knowledge.vector.Scope;
import dev.repartee.knowledge.vector.VectorStore;
import dev.repartee.knowledge.vector.VectorStore.Hit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds passages by words and, when there is an embedding source, by meaning; one ranking is made
 * of both, which a model may order again. Whatever of that fails is left out: words always answer.
 * Thread-safe.
 */
public final class HybridSearch {

    private static final int LOOKED_AT = 20;
    private static final int ANSWERED_FROM = 5;

    private final KnowledgeCatalog catalog;
    private final @Nullable Meaning meaning;
    private final @Nullable EndpointReranker reranker;
    private final Counter withoutMeaning;

    /**
     * What finding by meaning takes.
     *
     * @param embedder makes vectors of questions
     * @param store has those of documents
     */
    public record Meaning(Embedder embedder, VectorStore store) {}

    public HybridSearch(
            KnowledgeCatalog catalog,
            @Nullable Meaning meaning,
            @Nullable EndpointReranker reranker,
            MeterRegistry meters) {
        this.catalog = catalog;
        this.meaning = meaning;
        this.reranker = reranker;
        this.withoutMeaning =
                Counter.builder("repartee_knowledge_degraded")
                        .description("Searches that went without vectors or re-ranking")
                        .register(meters);
    }

    /** The passages that fit a question best, the best first. */
    public List<Passage> passages(
            TenantId tenant, AssistantId assistant, String question, int limit) {
        List<Hit> near = near(new Scope(tenant, assistant), question);
        int looked = near.isEmpty() && reranker == null ? limit : Math.max(limit, LOOKED_AT);
        List<Passage> found =
                catalog.ask(tenant, assistant, index -> fused(index, question, near, looked));
        List<Passage> ordered = reranker == null ? found : reranked(reranker, question, found);
        return ordered.stream().limit(limit).toList();
    }

    /**
     * Answers a question in the words of the documents.
     *
     * @param language of the question, for saying that the knowledge doesn't say
     */
    public Answer answer(
            TenantId tenant,
            AssistantId assistant,
            String question,
            String language,
            ExtractiveAnswerer answerer) {
        List<Passage> passages = passages(tenant, assistant, question, ANSWERED_FROM);
        return catalog.ask(
                tenant, assistant, index -> answerer.answer(index, passages, question, language));
    }

    /** See {@link KnowledgeCatalog#edition}. */
    public String edition(TenantId tenant, AssistantId assistant) {
        return catalog.edition(tenant, assistant);
    }

    private static List<Passage> fused(
            KnowledgeIndex index, String question, List<Hit> near, int limit) {
        List<Passage> byWords = index.search(question, limit);
        if (near.isEmpty()) {
            return byWords;
        }
        List<Passage> byMeaning = new ArrayList<>();
        for (Hit hit : near) {
            byWords.stream()
                    .filter(each -> stands(each, hit))
                    .findFirst()
                    .or(() -> index.passage(hit.documentId(), hit.start(), question))
                    .ifPresent(byMeaning::add);
        }
        return RankFusion.fuse(List.of(byWords, byMeaning)).stream().limit(limit).toList();
    }

    private static boolean stands(Passage passage, Hit hit) {
        return passage.documentId().equals(hit.documentId()) && passage.start() == hit.start();
    }

    private List<Hit> near(Scope scope, String question) {
        Meaning used = meaning;
        if (used == null || question.isBlank()) {
            return List.of();
        }
        try {
            float[] vector = used.embedder().embed(List.of(question)).getFirst();
            return used.store().nearest(scope, vector, LOOKED_AT);
        } catch (ReparteeException | IllegalStateException unavailable) {
            withoutMeaning.increment();
            return List.of();
        }
    }

    private List<Passage> reranked(
            EndpointReranker model, String question, List<Passage> passages) {
        if (passages.size() < 2) {
            return passages;
        }
        try {
            return model.order(question, passages.stream().map(Passage::text).toList()).stream()
                    .map(passages::get)
                    .toList();
        } catch (ReparteeException unavailable) {
            withoutMeaning.increment();
            return passages;
        }
    }
}
