package dev.repartee.inference.reply;

import static dev.repartee.testing.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.files.AssistantBundle;
import dev.repartee.assistants.files.AssistantDocument;
import dev.repartee.assistants.files.DemoContent;
import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.inference.reply.Knowledge.Extract;
import dev.repartee.knowledge.DocumentDraft;
import dev.repartee.knowledge.DocumentStore;
import dev.repartee.knowledge.ExtractiveAnswerer;
import dev.repartee.knowledge.HybridSearch;
import dev.repartee.knowledge.KnowledgeCatalog;
import dev.repartee.knowledge.KnowledgeConfig;
import dev.repartee.postgres.Database;
import dev.repartee.postgres.Schema;
import dev.repartee.testing.MigratedDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo assistant, asked what its customers ask. */
class DocumentKnowledgeTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final AssistantBundle DEMO = DemoContent.veloVerde();
    private static final AssistantId SHOP = DEMO.assistant().id();

    private static Database database;
    private static KnowledgeCatalog catalog;
    private static Knowledge knowledge;

    @BeforeAll
    static void open() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        database = MigratedDatabase.open(Schema.MAIN, meters);
        execute(database, "INSERT INTO tenants (tenant_id, name) VALUES ('acme', 'A')");
        new AssistantStore(database, Clock.systemUTC()).save(TENANT, DEMO.assistant());
        DocumentStore documents = new DocumentStore(database);
        for (AssistantDocument document : Objects.requireNonNull(DEMO.documents())) {
            documents.save(
                    TENANT,
                    SHOP,
                    new DocumentDraft(
                            document.id(),
                            document.title(),
                            document.mediaType(),
                            document.content()));
        }
        catalog =
                new KnowledgeCatalog(
                        documents, KnowledgeConfig.defaults(), Clock.systemUTC(), meters);
        knowledge =
                new DocumentKnowledge(
                        new HybridSearch(catalog, null, null, meters), new ExtractiveAnswerer());
    }

    @AfterAll
    static void close() {
        catalog.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How much does a flat tyre on the rear wheel cost?|24 euros|repairs",
                "How long can I return accessories?|30 days|returns",
                "What does the delivery of a complete bike cost?|39 euros|delivery",
                "How long is the warranty on steel frames?|10 years|warranty",
                "What is the deposit for an e-bike?|300 euros|rental"
            })
    void answersWithItsSource(String question, String fact, String document) {
        assertThat(knowledge.answer(TENANT, SHOP, question, "en"))
                .isInstanceOfSatisfying(
                        Extract.Found.class,
                        found -> {
                            assertThat(found.text()).contains(fact);
                            assertThat(found.sources())
                                    .first()
                                    .satisfies(
                                            source ->
                                                    assertThat(source.document())
                                                            .isEqualTo(document));
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who won the world cup in 1974?", "Can you recommend a good dentist?"})
    void doesNotKnowWhatTheDocumentsDoNotSay(String question) {
        assertThat(knowledge.answer(TENANT, SHOP, question, "en")).isEqualTo(new Extract.Unknown());
    }

    @Test
    void givesTheBestPassagesToAPrompt() {
        List<Knowledge.Passage> passages =
                knowledge.passages(TENANT, SHOP, "rear wheel flat tyre price", 3);

        assertThat(passages).isNotEmpty().hasSizeLessThanOrEqualTo(3);
        assertThat(passages.getFirst().text()).contains("24 euros");
        assertThat(passages.getFirst().source().section()).contains("Prices");
    }

    @Test
    void documentsAreNamedAsTheAssistantsRevisionNamesThem() {
        AssistantCatalog assistants = new AssistantCatalog(database);
        AssistantStore store = new AssistantStore(database, Clock.systemUTC());
        store.save(TENANT, Assistant.plain(new AssistantId("empty"), "Empty"));
        assistants.refresh();

        for (AssistantId id : List.of(SHOP, new AssistantId("empty"))) {
            assertThat(knowledge.edition(TENANT, id))
                    .isEqualTo(assistants.find(TENANT, id).orElseThrow().edition().documents());
        }
        assertThat(knowledge.edition(TENANT, SHOP)).hasSize(32);
    }
}
