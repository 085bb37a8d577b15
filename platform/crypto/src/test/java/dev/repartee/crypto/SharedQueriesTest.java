package dev.repartee.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SharedQueriesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Map<UserKey, Instant>> asked =
            Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    @Test
    void questionsThatComeDuringAQueryShareTheNextOne() throws Exception {
        SharedQueries queries = new SharedQueries(this::answer);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UserState>> answers = new ArrayList<>();
            answers.add(callers.submit(() -> queries.ask(user(0), T0)));
            await().atMost(PATIENCE).until(() -> asked.size() == 1);
            for (int i = 1; i <= 50; i++) {
                UserKey user = user(i % 10);
                Instant at = T0.plusSeconds(i);
                answers.add(callers.submit(() -> queries.ask(user, at)));
            }
            await().atMost(PATIENCE).until(() -> queries.waiting() == 50);
            firstMayEnd.countDown();
            for (Future<UserState> answer : answers) {
                assertThat(answer.get().erasedAt()).isPresent();
            }
        }
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast()).hasSize(10).containsEntry(user(5), T0.plusSeconds(45));
    }

    @Test
    void everyCallerHearsOfAFailureAndTheNextQueryIsTriedAnew() {
        firstMayEnd.countDown();
        SharedQueries queries =
                new SharedQueries(
                        users -> {
                            if (asked.isEmpty()) {
                                asked.add(users);
                                throw new IllegalStateException("no database");
                            }
                            return answer(users);
                        });

        assertThatThrownBy(() -> queries.ask(user(1), T0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no database");
        assertThat(queries.ask(user(1), T0).erasedAt()).isPresent();
    }

    @Test
    void aFullQueryBeginsBesideTheOneThatIsUnderWay() throws Exception {
        SharedQueries queries = new SharedQueries(this::answer);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UserState>> answers = new ArrayList<>();
            answers.add(callers.submit(() -> queries.ask(user(0), T0)));
            await().atMost(PATIENCE).until(() -> asked.size() == 1);
            for (int i = 1; i <= 1_700; i++) {
                UserKey user = user(i);
                answers.add(callers.submit(() -> queries.ask(user, T0)));
            }
            await().atMost(PATIENCE).until(() -> asked.size() == 2 && queries.waiting() == 1_200);
            firstMayEnd.countDown();
            for (Future<UserState> answer : answers) {
                answer.get();
            }
        }
        assertThat(asked).extracting(Map::size).startsWith(1, 500);
        assertThat(asked).extracting(Map::size).allMatch(size -> size <= 500);
        assertThat(asked.stream().mapToInt(Map::size).sum()).isEqualTo(1_701);
    }

    @Test
    void afterAPauseQuestionsAreAnsweredAgain() {
        firstMayEnd.countDown();
        SharedQueries queries = new SharedQueries(this::answer);

        for (int i = 0; i < 5; i++) {
            assertThat(queries.ask(user(i), T0).erasedAt()).isPresent();
            await().atMost(PATIENCE).until(() -> queries.waiting() == 0);
        }
    }

    private Map<UserKey, UserState> answer(Map<UserKey, Instant> users) {
        asked.add(Map.copyOf(users));
        try {
            firstMayEnd.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return users.keySet().stream()
                .collect(Collectors.toMap(user -> user, user -> new UserState(null, T0)));
    }

    private static UserKey user(int number) {
        return new UserKey(new TenantId("t"), new UserId("u-" + number));
    }
}
