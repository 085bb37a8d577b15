package dev.repartee.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.embedded.TestEngines;
import dev.repartee.redis.RedisConfig;
import dev.repartee.redis.RedisLink;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final TenantId ACME = new TenantId("acme");

    /** Nothing comes back into a bucket while a test is slow. */
    private static final TimeMeter STANDING =
            new TimeMeter() {

                @Override
                public long currentTimeNanos() {
                    return 0;
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            };

    private static final Duration WAIT = Duration.ofMillis(300);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void twoGatewaysDrawFromOneBucket() {
        try (RedisLink redis =
                RedisLink.open(RedisConfig.at(TestEngines.redis()).waiting(PATIENCE), meters)) {
            Awaitility.await().atMost(PATIENCE).until(redis::up);
            Rates rates = new Rates(new Rate(1, 40), new Rate(1000, 9000), new Rate(1000, 9000));
            RateLimits one = new RateLimits(rates, redis, STANDING);
            RateLimits two = new RateLimits(rates, redis, STANDING);
            UserKey user = new UserKey(ACME, new UserId(UUID.randomUUID().toString()));
            assertThat(two.message(user).allowed()).isTrue();
            for (int i = 0; i < 40; i++) {
                assertThat(one.message(user).allowed()).isTrue();
            }
            assertThat(one.message(user).allowed()).isFalse();
            for (int i = 0; i < 12; i++) {
                two.message(user);
            }
            one.share();
            two.share();

            AtomicInteger taken = new AtomicInteger(13);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(
                            () -> {
                                RateState state = two.message(user);
                                taken.incrementAndGet();
                                return !state.allowed() && state.retryAfter().isPositive();
                            });
            assertThat(taken).as("refused for what the other one took").hasValueLessThan(40);
        }
    }

    @Test
    void limitsAloneWithoutRedis() {
        try (RedisLink gone = RedisLink.open(RedisConfig.at("redis://127.0.0.1:1"), meters)) {
            RateLimits limits =
                    new RateLimits(
                            new Rates(new Rate(1, 2), new Rate(1, 3), new Rate(1, 1)),
                            gone,
                            STANDING);
            UserKey user = new UserKey(ACME, new UserId("u"));
            assertThat(limits.message(user).allowed()).isTrue();
            assertThat(limits.message(user).allowed()).isTrue();
            RateState refused = limits.message(user);
            limits.share();

            assertThat(refused.allowed()).isFalse();
            assertThat(refused.scope()).isEqualTo("user");
            assertThat(limits.message(new UserKey(ACME, new UserId("v"))).allowed())
                    .as("what the user's bucket refused was given back to the tenant's")
                    .isTrue();
            assertThat(limits.message(new UserKey(ACME, new UserId("w"))).scope())
                    .isEqualTo("tenant");
            assertThat(limits.request("1.1.1.1").allowed()).isTrue();
            assertThat(limits.request("1.1.1.1").allowed()).isFalse();
            assertThat(limits.request("1.1.1.2").allowed()).isTrue();
        }
    }

    @Test
    void countsWhatIsSentAndWhatWasAcceptedSinceTheLastLook() {
        LookedAt backlog = new LookedAt();
        Admission admission = new Admission(backlog, 10, WAIT, meters);

        for (int i = 0; i < 9; i++) {
            assertThat(admission.enter()).isTrue();
        }
        assertThat(admission.enter()).as("nine tenths").isFalse();
        for (int i = 0; i < 9; i++) {
            admission.sent(i < 5);
        }
        assertThat(admission.inFlight()).as("five were accepted").isEqualTo(5);
        backlog.look(() -> 2);
        assertThat(admission.inFlight()).isEqualTo(2);
    }

    @Test
    void whatIsAcceptedWhileALookIsTakenIsNotForgotten() {
        LookedAt backlog = new LookedAt();
        Admission admission = new Admission(backlog, 10, WAIT, meters);
        admission.enter();
        admission.sent(true);

        backlog.look(
                () -> {
                    long ends = 1;
                    for (int i = 0; i < 8; i++) {
                        assertThat(admission.enter()).isTrue();
                        admission.sent(true);
                    }
                    return ends;
                });

        assertThat(admission.inFlight()).isEqualTo(9);
        assertThat(admission.enter()).isFalse();
    }

    @Test
    void letsFewerInWhileTheyWaitTooLong() {
        LookedAt backlog = new LookedAt();
        Admission admission = new Admission(backlog, 1000, WAIT, meters);
        assertThat(admission.enter()).isTrue();
        for (int i = 0; i < 100; i++) {
            backlog.look(() -> 150, Duration.ofSeconds(3));
            admission.inFlight();
            admission.enter();
        }

        assertThat(admission.enter()).as("150 are too many when each waits for 3 s").isFalse();
        assertThat(meters.get("repartee_admission_bound").gauge().value()).isBetween(100.0, 110.0);

        for (int i = 0; i < 50; i++) {
            backlog.look(() -> 0, Duration.ZERO);
            admission.enter();
        }
        assertThat(admission.enter()).isTrue();
    }

    @Test
    void theLastPlaceIsTakenOnce() {
        Admission admission = new Admission(new LookedAt(), 1000, WAIT, meters);
        AtomicInteger admitted = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.submit(
                        () -> {
                            for (int k = 0; k < 500; k++) {
                                if (admission.enter()) {
                                    admitted.incrementAndGet();
                                }
                            }
                        });
            }
        }

        assertThat(admitted.get()).isLessThanOrEqualTo(900);
        assertThat(admission.inFlight()).isEqualTo(admitted.get());
    }

    @Test
    void forgetsARequestWhoseResultNeverCame() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        OpenRequests open = new OpenRequests(1, now::get, meters);
        ConversationKey conversation =
                new ConversationKey(ACME, new UserId("u"), new ConversationId("c"));

        assertThat(open.open(request("1"), conversation)).isTrue();
        assertThat(open.open(request("1"), conversation)).as("a retry").isTrue();
        assertThat(open.open(request("2"), conversation)).isFalse();
        assertThat(open.find(request("2"))).isEmpty();
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(3)));
        open.sweep();

        assertThat(open.open(request("2"), conversation)).isTrue();
        open.close(request("2"));
        open.close(request("2"));
        assertThat(open.open(request("3"), conversation)).isTrue();
        assertThat(open.open(request("4"), conversation)).isFalse();
    }

    private static RequestKey request(String id) {
        return new RequestKey(ACME, new UserId("u"), new RequestId(id));
    }

    /** A backlog that is looked at when the test says so. */
    private static final class LookedAt implements Backlog {

        private LongSupplier accepted = () -> 0;
        private View view = View.NOTHING;

        void look(LongSupplier unfinished) {
            look(unfinished, Duration.ZERO);
        }

        void look(LongSupplier unfinished, Duration waited) {
            long counted = accepted.getAsLong();
            view = new View(unfinished.getAsLong(), counted, waited, view.at().plusMillis(200));
        }

        @Override
        public View view() {
            return view;
        }

        @Override
        public void count(LongSupplier counter) {
            accepted = counter;
        }
    }
}
