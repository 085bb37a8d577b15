package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.embedded.TestEngines;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.RedisRound.Answer;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RedisRoundsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int LANES = 256;
    private static final int QUESTIONS = 8_192;

    @Test
    void lanesThatRunTogetherShareRoundTripsAndEachGetsItsOwnAnswer() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        String prefix = "rounds:" + UUID.randomUUID() + ":";
        try (RedisLink redis =
                        RedisLink.open(
                                RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), meters);
                RedisRounds rounds =
                        new RedisRounds(
                                () -> {
                                    awaitAllLanes(asked, answered);
                                    return redis.round();
                                },
                                LANES,
                                new DispatchMetrics(meters));
                ExecutorService lanes =
                        Executors.newFixedThreadPool(LANES, Thread.ofVirtual().factory())) {
            Awaitility.await().atMost(PATIENCE).until(redis::up);
            List<Callable<String>> questions = new ArrayList<>();
            for (int i = 0; i < QUESTIONS; i++) {
                String name = prefix + i;
                questions.add(
                        () -> {
                            asked.incrementAndGet();
                            String answer =
                                    rounds.ask(
                                            round -> {
                                                round.add(c -> c.set(name, name.getBytes()));
                                                Answer<byte[]> got = round.add(c -> c.get(name));
                                                return () -> new String(got.value().orElseThrow());
                                            });
                            answered.incrementAndGet();
                            return answer;
                        });
            }
            List<Future<String>> answers = lanes.invokeAll(questions);
            for (int i = 0; i < QUESTIONS; i++) {
                assertThat(answers.get(i).get()).isEqualTo(prefix + i);
            }
            DistributionSummary round = meters.get("repartee_dispatch_redis_round").summary();
            assertThat(round.totalAmount()).isEqualTo(QUESTIONS);
            assertThat(round.mean()).isGreaterThan(16);
        }
    }

    /** A round ends while all lanes have asked, however the machine shares its time among them. */
    private static void awaitAllLanes(AtomicInteger asked, AtomicInteger answered) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            int before = answered.get();
                            return asked.get() - before >= Math.min(LANES, QUESTIONS - before);
                        });
    }

    @Test
    void aLaneThatIsAloneIsAnsweredAtOnce() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (RedisLink redis =
                        RedisLink.open(
                                RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), meters);
                RedisRounds rounds =
                        new RedisRounds(redis::round, LANES, new DispatchMetrics(meters))) {
            Awaitility.await().atMost(PATIENCE).until(redis::up);
            assertThat(
                            rounds.<Boolean>ask(
                                    round -> {
                                        Answer<byte[]> got = round.add(c -> c.get("nobody"));
                                        return got::answered;
                                    }))
                    .isTrue();
        }
    }
}
