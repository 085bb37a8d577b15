package dev.repartee.language.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumberWordsTest {

    private final NumberWords words = NumberWords.shipped();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | twenty-two | 22
                    en | two hundred and five | 205
                    en | three thousand four hundred | 3400
                    en | a hundred |
                    en | one million two hundred thousand and one | 1200001
                    en | once |
                    en | due |
                    es | once | 11
                    es | treinta y cinco | 35
                    es | doscientos cincuenta | 250
                    es | dos mil quinientos | 2500
                    de | einundzwanzig | 21
                    de | zweihundertfünfzig | 250
                    de | dreitausendfünfhundertneunundneunzig | 3599
                    de | hunderteins | 101
                    hi | पच्चीस | 25
                    hi | पांच सौ | 500
                    hi | ढाई लाख | 250000
                    hi | तीन हज़ार दो सौ | 3200
                    hi-Latn | paanch sau | 500
                    en | one two three | 1
                    en | five twenty | 5
                    en | undulating |
                    """)
    void readsWhatIsWritten(String language, String text, String value) {
        List<Token> tokens = Tokenizer.tokenize(text);
        assertThat(words.read(tokens, 0, language).map(read -> read.value().toPlainString()))
                .as(text)
                .isEqualTo(Optional.ofNullable(value));
    }
}
