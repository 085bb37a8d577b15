package dev.repartee.inference.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.content.Intent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentAnswerTest {

    private static final List<String> INTENTS = List.of("ORDER_STATUS", "REFUND");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"intent\": \"REFUND\", \"confidence\": 0.8}",
                "```json\n{\"intent\": \"REFUND\", \"confidence\": 0.8}\n```",
                "Sure! {\"confidence\": 0.8, \"intent\": \"REFUND\", \"why\": \"x\"} Anything else?"
            })
    void anIntentOfTheListIsTaken(String answer) {
        assertThat(IntentAnswer.read(answer, INTENTS))
                .contains(new IntentAnswer.Said(Optional.of(new Intent("REFUND", 0.8))));
    }

    @Test
    void noneIsAnAnswerToo() {
        assertThat(IntentAnswer.read("{\"intent\": \"NONE\"}", INTENTS))
                .contains(new IntentAnswer.Said(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "REFUND",
                "{\"intent\": \"PAY_ME\", \"confidence\": 0.8}",
                "{\"intent\": \"refund\", \"confidence\": 0.8}",
                "{\"intent\": \"REFUND\"}",
                "{\"intent\": \"REFUND\", \"confidence\": \"high\"}",
                "{\"intent\": \"REFUND\", \"confidence\": 1.8}",
                "{\"intent\": [\"REFUND\"], \"confidence\": 0.8}",
                "{\"intent\": \"REFUND\", \"confidence\": 0.8} {\"intent\": \"ORDER_STATUS\"}",
                "}{",
                "{"
            })
    void anythingElseIsNoAnswer(String answer) {
        assertThat(IntentAnswer.read(answer, INTENTS)).isEmpty();
    }

    @Test
    void anEndlessAnswerIsNone() {
        assertThat(
                        IntentAnswer.read(
                                "{\"intent\": \"REFUND\", \"confidence\": 0.8}" + " ".repeat(5_000),
                                INTENTS))
                .isEmpty();
    }
}
