package dev.repartee.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private final List<String> happened = new CopyOnWriteArrayList<>();

    @Test
    void startsInOrderAndStopsInReverse() {
        Lifecycle lifecycle = lifecycle(component("a"), component("b"));

        lifecycle.start();
        lifecycle.stop();

        assertThat(happened).containsExactly("start a", "start b", "stop b", "stop a");
    }

    @Test
    void stopsOnlyOnce() {
        Lifecycle lifecycle = lifecycle(component("a"));
        lifecycle.start();

        lifecycle.stop();
        lifecycle.close();

        assertThat(happened).containsExactly("start a", "stop a");
    }

    @Test
    void abortsAtTheFirstFailureAndStopsWhatHadStarted() {
        Lifecycle lifecycle = lifecycle(component("a"), failing("b"), component("c"));

        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(lifecycle::start)
                .withMessage("Can't start b: java.lang.IllegalStateException: broken");
        assertThat(happened).containsExactly("start a", "stop b", "stop a");
    }

    @Test
    void passesOnWhatTheOperatorCanMend() {
        StartupException inUse =
                StartupException.portInUse(8080, "--port", new IllegalStateException());
        Lifecycle lifecycle =
                lifecycle(
                        Lifecycle.Component.of(
                                "a",
                                () -> {
                                    throw inUse;
                                },
                                () -> {}));

        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(lifecycle::start)
                .isSameAs(inUse);
    }

    @Test
    void goesOnStoppingWhenOneComponentFailsOrHangs() {
        Lifecycle lifecycle =
                new Lifecycle(
                        List.of(component("a"), hangingAtStop("b"), failingAtStop("c")),
                        Duration.ofMillis(200));
        lifecycle.start();

        long begun = System.nanoTime();
        lifecycle.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(happened).contains("stop a", "interrupted b"));
    }

    @Test
    void interruptsAStartThatIsUnderWayWhenStopped() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        Lifecycle lifecycle =
                lifecycle(
                        component("a"),
                        Lifecycle.Component.of(
                                "b",
                                () -> {
                                    entered.countDown();
                                    new CountDownLatch(1).await();
                                },
                                () -> happened.add("stop b")));
        Thread starting =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        lifecycle.start();
                                    } catch (StartupException stopped) {
                                        happened.add(stopped.getMessage());
                                    }
                                });
        entered.await();

        lifecycle.stop();

        starting.join();
        assertThat(happened)
                .containsExactly("start a", "stop b", "stop a", "Stopped while starting.");
    }

    @Test
    void startsNothingOnceStopped() {
        Lifecycle lifecycle = lifecycle(component("a"));
        lifecycle.stop();

        assertThatExceptionOfType(StartupException.class).isThrownBy(lifecycle::start);
        assertThat(happened).isEmpty();
    }

    private static Lifecycle lifecycle(Lifecycle.Component... components) {
        return new Lifecycle(List.of(components), Lifecycle.STOP_LIMIT);
    }

    private Lifecycle.Component component(String name) {
        return Lifecycle.Component.of(
                name, () -> happened.add("start " + name), () -> happened.add("stop " + name));
    }

    private Lifecycle.Component failing(String name) {
        return Lifecycle.Component.of(
                name,
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> happened.add("stop " + name));
    }

    private Lifecycle.Component failingAtStop(String name) {
        return Lifecycle.Component.of(
                name,
                () -> happened.add("start " + name),
                () -> {
                    throw new IllegalStateException("broken");
                });
    }

    private Lifecycle.Component hangingAtStop(String name) {
        return Lifecycle.Component.of(
                name,
                () -> happened.add("start " + name),
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException expected) {
                        happened.add("interrupted " + name);
                    }
                });
    }
}
