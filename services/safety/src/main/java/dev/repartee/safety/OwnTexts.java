package dev.repartee.safety;

import dev.repartee.assistants.LanguagePolicy;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.language.safety.SafetyCategory;
import java.util.Map;

/** What is said instead of a reply, in the language that is spoken. */
public final class OwnTexts {

    private static final LocalText REFUSAL =
            new LocalText(
                    Map.ofEntries(
                            Map.entry("en", "I'm sorry, I can't help with that."),
                            Map.entry("es", "Lo siento, no puedo ayudarte con eso."),
                            Map.entry("de", "Das tut mir leid, dabei kann ich nicht helfen."),
                            Map.entry("hi", "क्षमा करें, मैं इसमें मदद नहीं कर सकता।"),
                            Map.entry("hi-Latn", "Maaf kijiye, main ismein madad nahin kar sakta."),
                            Map.entry("fr", "Désolé, je ne peux pas vous aider pour cela."),
                            Map.entry("pt", "Desculpe, não posso ajudar com isso."),
                            Map.entry("it", "Mi dispiace, non posso aiutarti con questo."),
                            Map.entry("nl", "Sorry, daar kan ik niet mee helpen."),
                            Map.entry("pl", "Przepraszam, nie mogę w tym pomóc."),
                            Map.entry("tr", "Üzgünüm, bu konuda yardımcı olamam."),
                            Map.entry("ru", "Извините, с этим я помочь не могу."),
                            Map.entry("uk", "Вибачте, з цим я допомогти не можу."),
                            Map.entry("ar", "عذرًا، لا يمكنني المساعدة في ذلك."),
                            Map.entry("zh", "抱歉，这个我帮不了您。"),
                            Map.entry("ja", "申し訳ありませんが、それについてはお手伝いできません。"),
                            Map.entry("ko", "죄송합니다. 그 부분은 도와드릴 수 없습니다.")));

    private static final LocalText CRISIS =
            new LocalText(
                    Map.ofEntries(
                            Map.entry(
                                    "en",
                                    "I'm really sorry that you feel this way. You are not alone: please call your"
                                            + " local emergency number or a crisis line now. I am passing your"
                                            + " message on to a person."),
                            Map.entry(
                                    "es",
                                    "Siento mucho que te sientas así. No estás solo: llama ahora al número de"
                                            + " emergencias o a una línea de ayuda. Paso tu mensaje a una persona."),
                            Map.entry(
                                    "de",
                                    "Es tut mir sehr leid, dass es dir so geht. Du bist nicht allein: Ruf bitte"
                                            + " jetzt den Notruf oder die Telefonseelsorge an. Ich gebe deine"
                                            + " Nachricht an einen Menschen weiter."),
                            Map.entry(
                                    "hi",
                                    "मुझे बहुत दुख है कि आप ऐसा महसूस कर रहे हैं। आप अकेले नहीं हैं: कृपया अभी"
                                            + " आपातकालीन नंबर या हेल्पलाइन पर फ़ोन करें। मैं आपका संदेश एक व्यक्ति"
                                            + " तक पहुँचा रहा हूँ।"),
                            Map.entry(
                                    "fr",
                                    "Je suis vraiment désolé que vous vous sentiez ainsi. Vous n'êtes pas seul :"
                                            + " appelez maintenant les urgences ou une ligne d'écoute. Je transmets"
                                            + " votre message à une personne."),
                            Map.entry(
                                    "pt",
                                    "Sinto muito que se sinta assim. Não está só: ligue agora para o número de"
                                            + " emergência ou para uma linha de apoio. Vou passar a sua mensagem a"
                                            + " uma pessoa.")));

    private OwnTexts() {}

    /**
     * What to say.
     *
     * @param about why nothing else is said
     * @param language of the user's message
     */
    public static LocalText.Written of(
            SafetyRules.Refusals own,
            SafetyCategory about,
            LanguagePolicy languages,
            String language) {
        boolean crisis = about == SafetyCategory.SELF_HARM;
        String spoken = languages.replyTo(language);
        String standard = languages.defaultLanguage();
        return (crisis ? own.crisis() : own.refusal())
                .in(spoken, standard)
                .or(() -> (crisis ? CRISIS : REFUSAL).in(spoken, "en"))
                .orElseThrow();
    }
}
