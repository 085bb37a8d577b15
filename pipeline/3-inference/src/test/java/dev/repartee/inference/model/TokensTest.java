package dev.repartee.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.content.Turn;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Where is my order 4711?",
                "¿Dónde está mi pedido?",
                "मेरा ऑर्डर कहाँ है?",
                "𓀀𓂀𒐫 🧑‍🚀🧑‍🚀 ᠠᠡ ꙮ",
                "\ud800 alone",
                "\u0000\u0001\u0002"
            })
    void aTextHasNoMoreTokensThanIsSaidWithoutCounting(String text) {
        List<Turn> turns =
                List.of(new Turn(Turn.Role.SYSTEM, text), new Turn(Turn.Role.USER, text));

        assertThat(Tokens.of(turns)).isLessThanOrEqualTo(Tokens.atMost(turns));
    }
}
