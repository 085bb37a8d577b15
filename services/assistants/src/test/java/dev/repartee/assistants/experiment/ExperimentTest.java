package dev.repartee.assistants.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ExperimentTest {

    private static final List<Arm> ARMS =
            List.of(new Arm("now", 50, null, null, null), new Arm("new", 20, null, 2, null));

    @Test
    void aUserKeepsTheArmAndSharesAreKeptToo() {
        Experiment test = experiment("salt");
        int users = 20_000;

        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < users; i++) {
            UserId user = new UserId("u" + i);
            String arm = test.armOf(user).map(Arm::name).orElse("outside");
            assertThat(test.armOf(user).map(Arm::name).orElse("outside")).isEqualTo(arm);
            counts.merge(arm, 1L, Long::sum);
        }
        assertThat(counts.get("now") / (double) users).isCloseTo(0.5, within(0.02));
        assertThat(counts.get("new") / (double) users).isCloseTo(0.2, within(0.02));
        assertThat(counts.get("outside") / (double) users).isCloseTo(0.3, within(0.02));
    }

    @Test
    void testsAssignUsersIndependentlyOfEachOther() {
        Experiment one = experiment("one");
        Experiment two = experiment("two");

        Map<String, Long> ofThoseInNow =
                IntStream.range(0, 20_000)
                        .mapToObj(i -> new UserId("u" + i))
                        .filter(
                                user ->
                                        one.armOf(user)
                                                .filter(arm -> arm.name().equals("now"))
                                                .isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        user -> two.armOf(user).map(Arm::name).orElse("outside"),
                                        Collectors.counting()));
        assertThat(ofThoseInNow.get("now") / 10_000.0).isCloseTo(0.5, within(0.03));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "{\"assistant\":\"a\",\"arms\":[]} ~ id is required",
                "{\"id\":\"x\",\"assistant\":\"a\"} ~ arms must have two entries at least",
                "{\"id\":\"x\",\"assistant\":\"a\",\"arms\":[{\"name\":\"a\",\"share\":60},{\"name\":\"b\",\"share\":60}]} ~ more than 100 percent",
                "{\"id\":\"x\",\"assistant\":\"a\",\"arms\":[{\"name\":\"a\",\"share\":0},{\"name\":\"a\"}]} ~ arms[0].share must be a whole number",
                "{\"id\":\"x\",\"assistant\":\"a\",\"arms\":[{\"name\":\"a\",\"share\":9},{\"name\":\"a\"}]} ~ arms[1].share is required",
                "{\"id\":\"x\",\"assistant\":\"a\",\"arms\":[{\"name\":\"a\",\"share\":9,\"modle\":\"x\"},{\"name\":\"b\",\"share\":9}]} ~ did you mean 'model'",
                "{\"id\":\"x\",\"assistant\":\"a\",\"arms\":[{\"name\":\"a\",\"share\":9,\"model\":\"Bad Name\"},{\"name\":\"b\",\"share\":9}]} ~ arms[0].model must be"
            })
    void namesWhatIsWrongWithADraft(String body, String error) {
        assertThatExceptionOfType(InvalidFields.class)
                .isThrownBy(() -> ExperimentDrafts.read(JsonMapper.shared().readTree(body)))
                .withMessageContaining(error);
    }

    private static Experiment experiment(String salt) {
        return new Experiment(
                "x", new AssistantId("a"), Experiment.State.RUNNING, ARMS, salt, null, null);
    }
}
