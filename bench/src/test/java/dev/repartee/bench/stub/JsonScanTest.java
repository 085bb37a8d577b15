package dev.repartee.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonScanTest {

    private static final byte[] KEY = JsonScan.key("text");

    @Test
    void findsAKeyAndNoStringThatLooksLikeOne() {
        byte[] json =
                JsonMapper.shared().writeValueAsBytes(Map.of("a", "\"text\": \"no\"", "b", "text"));
        assertThat(JsonScan.first(json, 0, json.length, KEY)).isNegative();
        assertThat(JsonScan.last(json, 0, json.length, KEY)).isNegative();
    }

    @Test
    void skipsBlanksAroundTheColon() {
        byte[] json = bytes("{\"text\" \n:\t \"x\"}");
        int value = JsonScan.first(json, 0, json.length, KEY);
        assertThat(json[value]).isEqualTo((byte) '"');
        assertThat(json[value + 1]).isEqualTo((byte) 'x');
    }

    @Test
    void findsTheFirstAndTheLastOfSeveral() {
        byte[] json = bytes("[{\"text\":1},{\"text\":2}]");
        assertThat(json[JsonScan.first(json, 0, json.length, KEY)]).isEqualTo((byte) '1');
        assertThat(json[JsonScan.last(json, 0, json.length, KEY)]).isEqualTo((byte) '2');
    }

    @Test
    void findsNothingInWhatIsCutOff() {
        for (String cut :
                new String[] {"", "\"", "{\"tex", "{\"text\"", "{\"text\":", "{\"text\": "}) {
            byte[] json = bytes(cut);
            assertThat(JsonScan.first(json, 0, json.length, KEY)).as(cut).isNegative();
            assertThat(JsonScan.last(json, 0, json.length, KEY)).as(cut).isNegative();
        }
    }

    @Test
    void cutsNoCharacterAndNoEscapeInTwo() {
        assertThat(prefix("ab\"", 5)).isEqualTo("ab");
        assertThat(prefix("\\\"\\\\x", 2)).isEqualTo("\\\"\\\\");
        assertThat(prefix("\u00fc\u20ac\uD83D\uDE00x", 3)).isEqualTo("\u00fc\u20ac\uD83D\uDE00");
        assertThat(prefix("a\\u00fcb", 2)).isEqualTo("a\\u00fc");
        assertThat(prefix("\\ud83d\\ude00b", 1)).isEqualTo("\\ud83d\\ude00");
        assertThat(prefix("ab\\", 5)).isEqualTo("ab\\");
    }

    private static String prefix(String string, int characters) {
        byte[] json = bytes(string);
        int end = JsonScan.prefix(json, 0, json.length, characters);
        return new String(json, 0, end, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
