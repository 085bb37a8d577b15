package dev.repartee.delivery.pending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Questions that wait for each other. */
class BatcherTest {

    @Test
    void whatComesWhileTheFirstGathersIsAnsweredWithIt() {
        List<Integer> batches = new CopyOnWriteArrayList<>();
        try (Batcher<Integer, Integer> batcher =
                new Batcher<>(
                        "test",
                        Duration.ofSeconds(1),
                        questions -> {
                            batches.add(questions.size());
                            return questions.stream().map(question -> 2 * question).toList();
                        })) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int question = 0; question < 5; question++) {
                answers.add(batcher.ask(question));
            }
            assertThat(answers.stream().map(CompletableFuture::join))
                    .containsExactly(0, 2, 4, 6, 8);
            assertThat(batches).containsExactly(5);
        }
    }

    @Test
    void aQuestionThatFailsSpoilsNoOtherOfItsBatch() {
        try (Batcher<Integer, Integer> batcher =
                new Batcher<>(
                        "test",
                        Duration.ofMillis(50),
                        questions -> questions.stream().map(question -> 12 / question).toList())) {
            CompletableFuture<Integer> bad = batcher.ask(0);
            CompletableFuture<Integer> good = batcher.ask(3);
            assertThat(good.join()).isEqualTo(4);
            assertThat(bad).isCompletedExceptionally();
        }
    }
}
