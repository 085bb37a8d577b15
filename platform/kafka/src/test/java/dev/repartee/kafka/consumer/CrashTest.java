package dev.repartee.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.cluster.GroupSnapshot;
import dev.repartee.kafka.cluster.LogScanner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers in processes of their own, killed with SIGKILL. */
class CrashTest {

    private final LogFixture log = new LogFixture(TestEngines.kafka(), 2);
    private final List<WorkerProcess> started = new ArrayList<>();

    @BeforeEach
    void letTheDeadBeNoticedSoon() {
        log.configureGroup("consumer.session.timeout.ms", "5000");
        log.configureGroup("consumer.heartbeat.interval.ms", "500");
    }

    @AfterEach
    void killAll() {
        started.forEach(WorkerProcess::close);
        log.close();
    }

    @Test
    void whatWasFinishedBeyondAStuckRecordIsNotRepeatedAfterACrash() {
        log.append(0, "a", "stuck");
        for (int i = 0; i < 20; i++) {
            log.append(0, "c" + i, "early" + i);
        }
        WorkerProcess first = start();
        soon().until(() -> finished(20));
        assertThat(log.committed(0)).isZero();
        first.kill();
        WorkerProcess second = start();
        for (int i = 0; i < 5; i++) {
            log.append(0, "d" + i, "late" + i);
        }

        soon().until(() -> finished(25));
        assertThat(second.count("done early")).isZero();
        assertThat(log.committed(0)).isZero();
    }

    @Test
    void aRecordThatKillsItsWorkersParksAndNothingElseDoes() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            log.append(0, "c" + i, "before" + i);
        }
        log.append(0, "killer", "halt");
        for (int i = 0; i < 10; i++) {
            log.append(i % 2, "d" + i, "after" + i);
        }
        int deaths = 0;
        for (WorkerProcess worker = start(); log.committed(0) < 16; ) {
            Thread.sleep(100);
            if (!worker.alive()) {
                deaths++;
                assertThat(deaths).isLessThanOrEqualTo(6);
                worker = start();
            }
        }

        assertThat(deaths).isEqualTo(4);
        assertThat(parked()).containsExactly("halt kills_worker");
        soon().until(() -> log.committed(1) == 5);
    }

    @Test
    void threeKillsFromOutsideInARowParkNothing() {
        for (int i = 0; i < 40; i++) {
            log.append(i % 2, "c" + i, "slow" + i);
        }
        for (int kill = 0; kill < 3; kill++) {
            WorkerProcess worker = start();
            soon().until(() -> worker.count("begun") > 0);
            worker.kill();
        }
        start();

        soon().until(() -> log.committed(0) + log.committed(1) == 40);
        assertThat(parked()).isEmpty();
    }

    private WorkerProcess start() {
        WorkerProcess worker = new WorkerProcess(log);
        started.add(worker);
        return worker;
    }

    private boolean finished(int last) {
        GroupSnapshot group = GroupSnapshot.read(log.cluster, log.group, List.of(log.topic));
        for (int offset = 1; offset <= last; offset++) {
            if (!group.finished(log.topic, 0, offset)) {
                return false;
            }
        }
        return true;
    }

    private List<String> parked() {
        List<String> parked = new ArrayList<>();
        try (LogScanner scanner = new LogScanner(log.cluster)) {
            scanner.scan(
                    scanner.whole(log.topic + ".dlq"),
                    letter ->
                            parked.add(
                                    new String(letter.value(), StandardCharsets.UTF_8)
                                            + " "
                                            + new String(
                                                    letter.headers().get("dlq.cause"),
                                                    StandardCharsets.UTF_8)));
        }
        return parked;
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }
}
