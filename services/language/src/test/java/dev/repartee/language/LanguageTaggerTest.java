package dev.repartee.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguageTaggerTest {

    private final LanguageTagger tagger = new LanguageTagger();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | do you deliver on weekends
                    en | my phone keeps switching itself off
                    en | thanks
                    en | What are your opening hours?
                    es | ¿tienen zapatos rojos en talla 38?
                    es | quiero hablar con una persona
                    es | gracias
                    de | ich hätte gern zwei Brötchen
                    de | könnt ihr mich morgen anrufen?
                    de | danke
                    fr | je cherche un cadeau pour ma sœur
                    fr | est-ce que vous êtes ouverts demain ?
                    fr | merci
                    pt | vocês aceitam cartão de crédito?
                    pt | não consigo abrir o aplicativo
                    pt | obrigado
                    it | quando arriva il pacco che ho comprato?
                    it | non riesco a pagare con la carta
                    it | grazie
                    nl | wanneer wordt mijn pakket bezorgd?
                    nl | ik heb een vraag over mijn factuur
                    tr | kargom ne zaman gelecek?
                    tr | fiyat listesi gönderir misiniz
                    hi-Latn | mujhe do shirt chahiye
                    hi-Latn | mera paisa wapas kab milega
                    hi-Latn | kal aana hai
                    hi-Latn | order cancel karna hai
                    hi-Latn | price kya hai iska
                    hi | मुझे दो शर्ट चाहिए
                    hi | मुझे refund चाहिए
                    hi | order cancel करना है
                    en | refund please
                    es | cuanto cuesta
                    de | wie teuer ist das
                    ar | أين طلبي؟
                    ru | сколько это стоит?
                    uk | скільки це коштує і коли доставка?
                    zh | 请问什么时候发货？
                    ja | 注文した商品はいつ届きますか？
                    ko | 배송은 언제 되나요?
                    el | πόσο κοστίζει;
                    he | כמה זה עולה?
                    fa | قیمت این چند است؟ پس چگونه بخرم
                    """)
    void tagsShortMessages(String tag, String text) {
        assertThat(tagger.tag(text)).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    12345 - 67 !!
                    😀😀😀
                    xqzkw vbnrt
                    asdfghjkl qwertz
                    """)
    void admitsThatItDoesNotKnow(String text) {
        assertThat(tagger.tag(text)).isEqualTo("und");
    }

    @Test
    void takesTheLanguageOfMostOfAMixedText() {
        assertThat(tagger.tag("मुझे iPhone चाहिए कल तक, क्या मिलेगा?")).isEqualTo("hi");
        assertThat(tagger.tag("What does 東京 mean in English please?")).isEqualTo("en");
    }

    @Test
    void toleratesBrokenText() {
        assertThat(tagger.tag("")).isEqualTo("und");
        assertThat(tagger.tag("\uD83D\uD83D")).isEqualTo("und");
        assertThat(tagger.tag("the ".repeat(100_000))).isEqualTo("en");
    }
}
