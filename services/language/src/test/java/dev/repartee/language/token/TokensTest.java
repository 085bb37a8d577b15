package dev.repartee.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final String[] LETTERS = {
        "a", "B", "z", "É", "ß", "İ", "ı", "ſ", "9", "१", "你", "ก", "е", "😀", "'", "’", "?", "？",
        " ", " ", " ", "-", "\u0301", "\u200D", "\uD83D"
    };

    @Test
    void aWordReadsTheSameLetterByLetterAsWhole() {
        Random random = new Random(21);
        for (int i = 0; i < 5_000; i++) {
            String text = text(random);
            List<Token> whole = new ArrayList<>(Tokenizer.tokenize(text));
            Tokens tokens = Tokenizer.tokenize(text);
            for (int index = 0; index < tokens.size(); index++) {
                String word = whole.get(index).word();
                StringBuilder letters = new StringBuilder();
                for (int at = 0; at < tokens.length(index); at++) {
                    letters.append(tokens.letter(index, at));
                }
                assertThat(letters.toString()).isEqualTo(word);
                assertThat(tokens.hash(index)).isEqualTo(word.hashCode());
                assertThat(tokens.is(index, word)).isTrue();
                assertThat(tokens.is(index, word + "a")).isFalse();
                assertThat(tokens.is(index, word.substring(1))).isFalse();
            }
            assertThat(tokens).isEqualTo(whole);
        }
    }

    @Test
    void aWordIsFoldedFromItsPlaceInTheText() {
        Random random = new Random(22);
        for (int i = 0; i < 5_000; i++) {
            String text = text(random);
            int before = 0;
            for (Token token : Tokenizer.tokenize(text)) {
                String raw = text.substring(token.start(), token.end());
                assertThat(token.word()).isEqualTo(raw.equals("？") ? "?" : Tokenizer.fold(raw));
                assertThat(token.word()).isNotEmpty();
                assertThat(token.start()).isGreaterThanOrEqualTo(before);
                before = token.end();
            }
        }
    }

    @Test
    void wordsAreFoundByTheirPlaces() {
        String text = "Wo ist die Bestellung 4711?";
        Tokens tokens = Tokenizer.tokenize(text);
        for (int at = 0; at <= text.length(); at++) {
            int place = at;
            int starting = Tokens.startingAt(tokens, at);
            int ending = Tokens.endingAt(tokens, at);
            assertThat(starting >= 0)
                    .isEqualTo(tokens.stream().anyMatch(token -> token.start() == place));
            assertThat(ending >= 0)
                    .isEqualTo(tokens.stream().anyMatch(token -> token.end() == place));
            assertThat(starting < 0 || tokens.get(starting).start() == at).isTrue();
            assertThat(ending < 0 || tokens.get(ending).end() == at).isTrue();
        }
        assertThat(Tokens.startingAt(Tokenizer.tokenize(""), 0)).isNegative();
    }

    @Test
    void thereIsRoomForHoweverManyShortWords() {
        for (int words = 0; words < 200; words++) {
            Tokens tokens = Tokenizer.tokenize("a ".repeat(words) + "é b ü");

            assertThat(tokens).hasSize(words + 3);
            assertThat(tokens.get(words).word()).isEqualTo("e");
            assertThat(tokens.get(words + 1).word()).isEqualTo("b");
            assertThat(tokens.getLast().word()).isEqualTo("u");
        }
    }

    @Test
    void theFirstWordsAreAPartOfAll() {
        Tokens tokens = Tokenizer.tokenize("eins zwei drei");

        assertThat(tokens.first(2)).isEqualTo(tokens.subList(0, 2));
        assertThat(tokens.first(3)).isSameAs(tokens);
        assertThat(tokens.first(0)).isEmpty();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(40); n > 0; n--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
