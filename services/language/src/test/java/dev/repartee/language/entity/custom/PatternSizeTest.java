package dev.repartee.language.entity.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc|3",
                "PRD-\\d{4}|8",
                "(ab){10}|20",
                "((x{900}){900}){900}|729000000",
                "x{2}{3}|6",
                "[a-z{9}]{3}|3",
                "[]x]{3}|3",
                "[^]x]{3}y|4",
                "\\p{Greek}{5}|5",
                "\\({5}|5",
                "a{b}|4",
                "x{1,50}|50",
                "x{7,}|7",
                "x{0}|1",
            })
    void repetitionsAreWrittenOut(String regex, long size) {
        assertThat(PatternSize.of(regex)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ")", "(((", "[", "[^", "\\", "{5}", "x{999999999}{999999999}{9}"})
    void whatIsNoPatternEndsToo(String regex) {
        assertThat(PatternSize.of(regex)).isNotNegative();
    }

    @Test
    void aPatternThatWouldFillTheMemoryIsRefusedAtOnce() {
        var bomb = new EntityDefinition.Pattern("code", "((((x{99}){99}){99}){99}){99}");
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () ->
                        Assertions.assertThrows(
                                RuntimeException.class, () -> CustomEntities.of(List.of(bomb))));
    }
}
