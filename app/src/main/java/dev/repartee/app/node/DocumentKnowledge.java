package dev.repartee.app.node;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.event.Citation;
import dev.repartee.inference.reply.Knowledge;
import dev.repartee.knowledge.Answer;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.KnowledgeCatalog;
import java.util.List;

/** The knowledge service as inference asks it. */
final class DocumentKnowledge implements Knowledge {

    private final KnowledgeCatalog catalog;
    private final ExtractiveAnswerer answerer = new ExtractiveAnswerer();

    DocumentKnowledge(KnowledgeCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public List<Passage> passages(
            TenantId tenant, AssistantId assistant, String question, int limit) {
        return catalog.ask(tenant, assistant, index -> index.search(question, limit)).stream()
                .map(passage -> new Passage(citation(passage), passage.text()))
                .toList();
    }

    @Override
    public Extract answer(
            TenantId tenant, AssistantId assistant, String question, String language) {
        Answer answer =
                catalog.ask(tenant, assistant, index -> answerer.answer(index, question, language));
        return switch (answer) {
            case Answer.Answered found -> new Extract.Found(found.text(), found.citations());
            case Answer.DontKnow unknown -> new Extract.Unknown();
        };
    }

    private static Citation citation(dev.repartee.knowledge.Passage passage) {
        return new Citation(
                passage.documentId(),
                passage.title(),
                passage.section().isEmpty() ? null : passage.section(),
                passage.start(),
                passage.end());
    }
}
