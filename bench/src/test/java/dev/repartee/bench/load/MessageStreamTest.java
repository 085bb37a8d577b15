package dev.repartee.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.bench.load.LoadPlan.DoorKind;
import dev.repartee.bench.load.LoadPlan.Population;
import dev.repartee.bench.load.LoadPlan.StreamPlan;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageStreamTest {

    private static final long MILLI = 1_000_000;
    private static final StreamPlan TEN_A_SECOND =
            StreamPlan.of("reply", TextKind.UNIQUE, "helper", "reply", 10);

    private final Users users = new Users(new Population(0, 3, 0, 0));

    @Test
    void sendsOnAFixedScheduleHoweverLateItIsAsked() {
        MessageStream stream = stream(TEN_A_SECOND);

        assertThat(stream.due(0)).isTrue();
        stream.take(users, 0);
        assertThat(stream.due(stream.dueAt(1) - 1)).isFalse();
        assertThat(stream.due(stream.dueAt(1))).isTrue();
        assertThat(stream.dueAt(5)).isEqualTo(1_000 * MILLI);
        assertThat(stream.dueAt(12)).isEqualTo(1_700 * MILLI);
    }

    @Test
    void gathersPaceThroughTheWarmUp() {
        MessageStream stream = stream(TEN_A_SECOND);
        takeAll(stream);

        assertThat(stream.sent()).isEqualTo(5 + 20);
        assertThat(stream.dueAt(1) - stream.dueAt(0))
                .isGreaterThan(2 * (stream.dueAt(4) - stream.dueAt(3)));
    }

    @Test
    void countsLatencyFromWhenAMessageWasDueNotFromWhenItWasSent() {
        MessageStream stream = stream(TEN_A_SECOND);
        takeAll(stream);

        assertThat(stream.finished(15, 2_400 * MILLI, true, false)).isEqualTo(400_000);
    }

    @Test
    void keepsTheWarmUpOutOfLatenciesButNotOutOfTheAccount() {
        MessageStream stream = stream(TEN_A_SECOND);
        takeAll(stream);
        stream.accepted(3, 400 * MILLI);
        stream.accepted(13, 1_400 * MILLI);

        StreamResult result = stream.result();

        assertThat(result.firstMeasured()).isEqualTo(5);
        assertThat(result.sent()).isEqualTo(25);
        assertThat(result.accepted()).isEqualTo(2);
        assertThat(Histograms.decode(result.acceptMicros()).getTotalCount()).isEqualTo(1);
    }

    @Test
    void noticesWhatIsLostDuplicatedReorderedOrSomebodyElses() {
        MessageStream stream = stream(TEN_A_SECOND.by(0));
        takeAll(stream);
        for (int number = 10; number < 15; number++) {
            stream.accepted(number, 2_000 * MILLI);
        }
        stream.finished(11, 1_500 * MILLI, true, false);
        stream.finished(10, 1_500 * MILLI, true, false);
        stream.finished(12, 1_500 * MILLI, true, false);
        stream.finished(12, 1_600 * MILLI, true, true);
        stream.finished(12, 1_700 * MILLI, true, false);
        stream.finished(13, 1_800 * MILLI, false, false);

        StreamResult result = stream.result();

        assertThat(result.outOfOrder()).isEqualTo(1);
        assertThat(result.duplicated()).isEqualTo(1);
        assertThat(result.repeated()).isEqualTo(1);
        assertThat(result.mismatched()).isEqualTo(1);
        assertThat(result.unanswered()).isEqualTo(1);
        assertThat(result.unansweredExamples()).containsExactly("run-0-14");
    }

    @Test
    void aRefusalIsNeitherAcceptedNorLost() {
        MessageStream stream = stream(TEN_A_SECOND);
        takeAll(stream);
        stream.refused(12, "overloaded", 1_710 * MILLI);

        StreamResult result = stream.result();

        assertThat(result.refused()).containsExactly(Map.entry("overloaded", 1));
        assertThat(result.unanswered()).isZero();
        assertThat(Histograms.decode(result.refusalMicros()).getMaxValue())
                .isBetween(9_900L, 10_100L);
    }

    @Test
    void anObservedMessageEndsWhenItIsAccepted() {
        MessageStream stream =
                stream(StreamPlan.of("observe", TextKind.UNIQUE, "helper", "observe", 10));
        takeAll(stream);
        stream.accepted(20, 2_550 * MILLI);

        assertThat(stream.finished()).isEqualTo(1);
        assertThat(stream.open()).isEqualTo(24);
    }

    @Test
    void aStreamOfPartOfTheTimeKeepsToIt() {
        MessageStream stream = stream(TEN_A_SECOND.during(2, 1));

        assertThat(stream.due(1_999 * MILLI)).isFalse();
        assertThat(stream.due(2_000 * MILLI)).isTrue();
        takeAll(stream);
        assertThat(stream.sent()).isEqualTo(10);
        assertThat(stream.result().firstMeasured()).isZero();
    }

    private void takeAll(MessageStream stream) {
        while (!stream.exhausted()) {
            stream.take(users, 0);
        }
    }

    private static MessageStream stream(StreamPlan plan) {
        return new MessageStream(
                plan,
                0,
                new LoadPlan(
                        "run",
                        List.of(URI.create("http://127.0.0.1:1")),
                        "key",
                        DoorKind.SOCKET,
                        1,
                        0,
                        new Population(0, 3, 0, 0),
                        List.of(plan),
                        1,
                        2,
                        1,
                        7));
    }
}
