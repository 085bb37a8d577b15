package dev.repartee.app.rehearsal;

import java.util.List;
import java.util.UUID;

/** Whom somebody talks to, and about what. */
enum Part {
    /** Everything goes to the model. */
    ASKS_MODEL(Assistants.MODEL) {
        @Override
        String line(int number) {
            return "%s #%d, %s"
                    .formatted(pick(OPENINGS, number), number, UUID.randomUUID().toString());
        }
    },
    /** What many ask: after the first time it comes from the cache. */
    REPEATS(Assistants.MODEL) {
        @Override
        String line(int number) {
            return "Please tell me about the spring offer number " + number % COMMON;
        }
    },
    /** Rules, documents and several languages. */
    ASKS_SHOP(Assistants.DEMO) {
        @Override
        String line(int number) {
            return pick(QUESTIONS, number).formatted(number);
        }
    };

    private static final int COMMON = 20;
    private static final List<String> OPENINGS =
            List.of(
                    "I would like to know whether my order has left",
                    "Could somebody look at the brakes of my blue city bike on Monday evening",
                    "¿Me pueden decir cuánto cuesta la batería nueva",
                    "What does a weekend for two adults and a child come to",
                    "Ich brauche eine Rechnung für meine Bestellung",
                    "my mail is someone@example.com, please send the invoice again");
    private static final List<String> QUESTIONS =
            List.of(
                    "hello",
                    "When do you open on Saturday?",
                    "How much is it to rent a bicycle for a day, number %d?",
                    "Can I return my order no. %d?",
                    "Do you repair an electric bicycle, mail me at someone%d@example.com",
                    "thank you",
                    "¿Cuánto cuesta alquilar %d bicicletas?",
                    "Wie lange ist die Garantie für %d Räder?");

    private final String assistant;

    Part(String assistant) {
        this.assistant = assistant;
    }

    /** What the n-th message says. */
    abstract String line(int number);

    String assistant() {
        return assistant;
    }

    private static String pick(List<String> lines, int number) {
        return lines.get(number % lines.size());
    }
}
