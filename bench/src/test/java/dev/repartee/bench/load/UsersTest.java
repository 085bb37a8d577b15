package dev.repartee.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.bench.load.LoadPlan.Population;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UsersTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void nobodySendsTwiceWithinTheGap() {
        Users users = new Users(new Population(0, 1_000, 0.6, 1_000));
        SplittableRandom random = new SplittableRandom(1);
        Map<Integer, Long> last = new HashMap<>();

        for (long now = 0; now < 10 * SECOND; now += SECOND / 100) {
            Long before = last.put(users.next(random, now), now);
            if (before != null) {
                assertThat(now - before).isGreaterThanOrEqualTo(SECOND);
            }
        }
    }

    @Test
    void theMostActiveSendMostAndTheTailIsLong() {
        Users users = new Users(new Population(0, 1_000, 0.6, 0));
        SplittableRandom random = new SplittableRandom(1);
        int[] sent = new int[1_000];

        for (int i = 0; i < 100_000; i++) {
            sent[users.next(random, 0)]++;
        }

        assertThat(sent[0]).isGreaterThan(10 * sent[500]);
        assertThat(sent[999]).isPositive();
    }

    @Test
    void generatorsHaveUsersOfTheirOwn() {
        assertThat(new Users(new Population(500, 10, 0, 0)).name(3)).isEqualTo("u-503");
    }

    @Test
    void aPopulationOfNobodyIsRefused() {
        assertThatThrownBy(() -> new Population(0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("users must be positive");
    }
}
