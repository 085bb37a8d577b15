package dev.repartee.inference.reply;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Citation;
import dev.repartee.knowledge.Answer;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.HybridSearch;
import java.util.List;

/** What assistants know, from the indexes of their documents. */
public final class DocumentKnowledge implements Knowledge {

    private final HybridSearch search;
    private final ExtractiveAnswerer answerer;

    public DocumentKnowledge(HybridSearch search, ExtractiveAnswerer answerer) {
        this.search = search;
        this.answerer = answerer;
    }

    @Override
    public List<Passage> passages(
            TenantId tenant, AssistantId assistant, String question, int limit) {
        return search.passages(tenant, assistant, question, limit).stream()
                .map(DocumentKnowledge::passage)
                .toList();
    }

    @Override
    public Extract answer(
            TenantId tenant, AssistantId assistant, String question, String language) {
        return switch (search.answer(tenant, assistant, question, language, answerer)) {
            case Answer.Answered answered ->
                    new Extract.Found(answered.text(), answered.citations());
            case Answer.DontKnow _ -> new Extract.Unknown();
        };
    }

    @Override
    public String edition(TenantId tenant, AssistantId assistant) {
        return search.edition(tenant, assistant);
    }

    private static Passage passage(dev.repartee.knowledge.Passage found) {
        Citation source =
                new Citation(
                        found.documentId(),
                        found.title(),
                        found.section().isEmpty() ? null : found.section(),
                        found.start(),
                        found.end());
        return new Passage(source, found.text());
    }
}
