package dev.repartee.kafka.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TopicLineTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private final CountDownLatch known = new CountDownLatch(1);

    private final class Record implements TopicLine.Turn {

        private final int number;

        Record(int number) {
            this.number = number;
        }

        @Override
        public boolean now() {
            return known.getCount() == 0 && sent.add(number);
        }

        @Override
        public void later() {
            try {
                known.await();
                sent.add(number);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void nobodyOvertakesWhoWaitsForTheTopic() {
        TopicLine line = new TopicLine(100);
        assertThat(line.enter(new Record(1))).isTrue();
        assertThat(line.enter(new Record(2))).isTrue();
        known.countDown();
        assertThat(line.enter(new Record(3))).isTrue();
        await().atMost(PATIENCE).until(() -> sent.size() == 3);
        assertThat(sent).containsExactly(1, 2, 3);
    }

    @Test
    void goesAtOnceWhenTheTopicIsKnown() {
        known.countDown();
        assertThat(new TopicLine(1).enter(new Record(1))).isTrue();
        assertThat(sent).containsExactly(1);
    }

    @Test
    void refusesWhoFindsTheLineFull() {
        TopicLine line = new TopicLine(1);
        line.enter(new Record(1));
        await().atMost(PATIENCE).until(() -> line.enter(new Record(2)));
        assertThat(line.enter(new Record(3))).isFalse();
        known.countDown();
        await().atMost(PATIENCE).until(() -> sent.size() >= 2);
        assertThat(sent).doesNotContain(3);
    }
}
