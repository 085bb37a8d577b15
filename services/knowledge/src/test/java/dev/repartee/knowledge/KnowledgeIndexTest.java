package dev.repartee.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnowledgeIndexTest {

    private final KnowledgeIndex index =
            KnowledgeIndex.build(List.of(Samples.HANDBOOK, Samples.FAQ, Samples.GERMAN));

    @Test
    void findsThePassageWithItsPlace() {
        Passage best = index.search("When are you open on Saturday?", 3).getFirst();

        assertThat(best.documentId()).isEqualTo("handbook");
        assertThat(best.section()).isEqualTo("Lumen Lamps > Opening hours");
        assertThat(Samples.HANDBOOK.content().substring(best.start(), best.end()))
                .isEqualTo(best.text());
        assertThat(best.coverage()).isGreaterThan(0.9);
        assertThat(best.score()).isPositive();
    }

    @Test
    void findsOtherFormsSynonymsAndNearSpellings() {
        assertThat(section("how expensive is shipping")).endsWith("Delivery");
        assertThat(section("can i get reimbursed")).endsWith("Returns");
        assertThat(section("delivry to Austira")).endsWith("Delivery");
    }

    @Test
    void analysesEachDocumentByItsLanguage() {
        Passage best = index.search("Womit reinige ich die Lampen?", 1).getFirst();
        assertThat(best.documentId()).isEqualTo("de");
        assertThat(best.language()).isEqualTo("de");
    }

    @Test
    void takesDocumentsInNoLanguageForTheUsualOne() {
        Document codes = new Document("codes", "XK-7", DocumentDraft.PLAIN, "XK-7 zzkw 4711");
        try (KnowledgeIndex german = KnowledgeIndex.build(List.of(Samples.GERMAN, codes))) {
            assertThat(german.search("zzkw", 1).getFirst().language()).isEqualTo("de");
        }
    }

    @Test
    void coversLessOfAnUnrelatedQuestion() {
        assertThat(
                        index.search("Who won the football world cup in Germany?", 1)
                                .getFirst()
                                .coverage())
                .isLessThan(0.4);
    }

    @Test
    void returnsAtMostTheLimit() {
        assertThat(index.search("lamp shop euros", 2)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "???",
                "the",
                "*:*",
                "text.en:lamp",
                "\"unclosed",
                "a AND (b",
                "\uD83D",
                "😀",
                "~~"
            })
    void takesAnyTextForAQuestion(String question) {
        assertThat(index.search(question, 3)).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void takesVeryLongQuestions() {
        assertThat(index.search("delivery " + "zzz yyy xxx www ".repeat(2_000), 1)).hasSize(1);
    }

    @Test
    void findsNothingInNothing() {
        try (KnowledgeIndex empty = KnowledgeIndex.build(List.of())) {
            assertThat(empty.search("anything", 3)).isEmpty();
        }
    }

    @Test
    void staysOpenForThoseWhoStillUseIt() {
        KnowledgeIndex closing = KnowledgeIndex.build(List.of(Samples.FAQ));
        assertThat(closing.acquire()).isTrue();
        closing.close();
        assertThat(closing.search("bulbs", 1)).hasSize(1);
        closing.close();
        assertThat(closing.acquire()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> closing.search("bulbs", 1));
    }

    private String section(String question) {
        return index.search(question, 1).getFirst().section();
    }
}
