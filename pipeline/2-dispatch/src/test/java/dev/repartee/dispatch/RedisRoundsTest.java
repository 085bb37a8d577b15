package dev.repartee.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.embedded.TestEngines;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.RedisRound.Answer;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RedisRoundsTest {

    private static final int LANES = 256;
    private static final int QUESTIONS = 8_192;

    @Test
    void lanesThatRunTogetherShareRoundTripsAndEachGetsItsOwnAnswer() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        String prefix = "rounds:" + UUID.randomUUID() + ":";
        try (RedisLink redis = RedisLink.open(RedisConfig.at(TestEngines.redis()), meters);
                RedisRounds rounds =
                        new RedisRounds(redis::round, LANES, new DispatchMetrics(meters));
                ExecutorService lanes =
                        Executors.newFixedThreadPool(LANES, Thread.ofVirtual().factory())) {
            Awaitility.await().until(redis::up);
            List<Callable<String>> questions = new ArrayList<>();
            for (int i = 0; i < QUESTIONS; i++) {
                String name = prefix + i;
                questions.add(
                        () ->
                                rounds.ask(
                                        round -> {
                                            round.add(c -> c.set(name, name.getBytes()));
                                            Answer<byte[]> got = round.add(c -> c.get(name));
                                            return () -> new String(got.value().orElseThrow());
                                        }));
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

    @Test
    void aLaneThatIsAloneIsAnsweredAtOnce() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (RedisLink redis = RedisLink.open(RedisConfig.at(TestEngines.redis()), meters);
                RedisRounds rounds =
                        new RedisRounds(redis::round, LANES, new DispatchMetrics(meters))) {
            Awaitility.await().until(redis::up);
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
