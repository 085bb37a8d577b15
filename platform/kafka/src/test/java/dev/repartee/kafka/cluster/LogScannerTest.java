package dev.repartee.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.LogFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogScannerTest {

    @Test
    void scansTheSameTopicAgainAndSeesWhatCameSince() {
        try (LogFixture log = new LogFixture(TestEngines.kafka(), 2);
                LogScanner scanner = new LogScanner(log.cluster)) {
            log.append(0, "a", "one").join();
            log.append(1, "b", "two").join();
            assertThat(values(scanner, log.topic)).containsExactlyInAnyOrder("one", "two");
            log.append(0, "a", "three").join();
            assertThat(values(scanner, log.topic)).containsExactlyInAnyOrder("one", "two", "three");
        }
    }

    @Test
    void aTopicThatIsNotThereIsEmpty() {
        try (LogScanner scanner = new LogScanner(new LogFixture(TestEngines.kafka(), 1).cluster)) {
            assertThat(scanner.whole("no-such-topic")).isEmpty();
        }
    }

    private static List<String> values(LogScanner scanner, String topic) {
        List<String> values = new ArrayList<>();
        scanner.scan(scanner.whole(topic), record -> values.add(new String(record.value())));
        return values;
    }
}
