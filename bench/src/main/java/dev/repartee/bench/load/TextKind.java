package dev.repartee.bench.load;

import java.util.SplittableRandom;

/** What messages say. Texts are ASCII without quotes, so that they need no escapes in JSON. */
public enum TextKind {
    /** No two alike, so that no cache can help. */
    UNIQUE {
        @Override
        String text(int number, SplittableRandom random) {
            return "#%d %s".formatted(number, words(random, 12));
        }
    },
    /** One of a few questions that everybody asks. */
    REPEATED {
        @Override
        String text(int number, SplittableRandom random) {
            return "Please tell me about the %s offer number %d"
                    .formatted(WORDS[random.nextInt(WORDS.length)], random.nextInt(QUESTIONS));
        }
    },
    /** What a rule answers. */
    GREETING {
        @Override
        String text(int number, SplittableRandom random) {
            return "hello";
        }
    },
    /** A question to the documents, no two alike. */
    QUESTION {
        @Override
        String text(int number, SplittableRandom random) {
            return "%s %s %s #%d?"
                    .formatted(
                            ASKED[random.nextInt(ASKED.length)],
                            WORDS[random.nextInt(WORDS.length)],
                            WORDS[random.nextInt(WORDS.length)],
                            number);
        }
    },
    /** A message over which the model takes ten seconds. */
    SLOW {
        @Override
        String text(int number, SplittableRandom random) {
            return "sleep 10000 #%d %s".formatted(number, words(random, 6));
        }
    };

    private static final int QUESTIONS = 20;
    private static final String[] WORDS = {
        "bicycle",
        "saddle",
        "order",
        "blue",
        "green",
        "rental",
        "price",
        "weekend",
        "child",
        "helmet",
        "basket",
        "delivery",
        "invoice",
        "battery",
        "charger",
        "Monday",
        "evening",
        "mountain",
        "city",
        "repair",
        "brake",
        "light",
        "voucher",
        "refund",
        "tandem",
        "lock",
        "garage",
        "tour",
        "guide",
        "family",
        "summer",
        "discount"
    };
    private static final String[] ASKED = {
        "When do you open on",
        "How much is the rental of a",
        "Can I return my",
        "Do you repair a",
        "Where can I leave the"
    };

    /** The text of a stream's message; the number makes it unique where the kind says so. */
    abstract String text(int number, SplittableRandom random);

    private static String words(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
