package dev.repartee.control.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.control.platform.WorkerPools.Pool;
import dev.repartee.embedded.TestEngines;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.WorkerRegistry;
import dev.repartee.redis.WorkerRegistry.Worker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who works for which pool, as operators are shown it. */
class WorkerPoolsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Worker worker = new Worker("w-1", new TreeSet<>(List.of(3, 11)));

    @Test
    void listsThePoolThatNobodyWorksForAndTheCommonOne() {
        String busy = "busy-" + UUID.randomUUID();
        String left = "left-" + UUID.randomUUID();
        try (RedisLink link = link(TestEngines.redis())) {
            await().atMost(PATIENCE).until(link::up);
            WorkerRegistry registry = new WorkerRegistry(link);
            registry.ping(busy, worker).join();

            assertThat(new WorkerPools(registry, () -> List.of(left, busy)).living().orElseThrow())
                    .contains(new Pool(busy, List.of(worker)), new Pool(left, List.of()))
                    .hasSize(3)
                    .first()
                    .extracting(Pool::pool)
                    .isEqualTo("");
        }
    }

    @Test
    void saysNothingWhileRedisCannotTell() {
        try (RedisLink nowhere = link("redis://localhost:1")) {
            assertThat(new WorkerPools(new WorkerRegistry(nowhere), List::of).living()).isEmpty();
        }
    }

    private static RedisLink link(String url) {
        return RedisLink.open(RedisConfig.at(url).waiting(PATIENCE), new SimpleMeterRegistry());
    }
}
