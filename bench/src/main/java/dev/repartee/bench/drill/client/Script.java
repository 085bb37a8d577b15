package dev.repartee.bench.drill.client;

import dev.repartee.bench.drill.ledger.Entry.Identity;
import dev.repartee.bench.drill.ledger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who says what next: seeded, so that two runs differ only in their timing. Not thread-safe.
 *
 * <p>Most is asked of the model; a seventh is for a rule and a seventh is only observed. A fifth
 * comes from one user in fifty, and one message in twenty is followed by two more of its
 * conversation at the same moment.
 */
final class Script {

    private static final int HOT_SHARE = 5;
    private static final int HOT_OF = 50;
    private static final int BURST_SHARE = 20;
    private static final int BURST = 3;
    private static final String RULE_TEXT = "hello";

    private final SplittableRandom random;
    private final int users;
    private long count;

    Script(int users, long seed) {
        this.users = users;
        this.random = new SplittableRandom(seed);
    }

    /** The user's number, and one or more messages of one conversation. */
    record Turn(int user, List<Identity> messages) {}

    Turn next() {
        int hot = Math.max(1, users / HOT_OF);
        int user = random.nextInt(random.nextInt(HOT_SHARE) == 0 ? hot : users);
        int talk = random.nextInt(CrowdSpec.CONVERSATIONS_EACH);
        int messages = random.nextInt(BURST_SHARE) == 0 ? BURST : 1;
        List<Identity> turn = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            turn.add(message(user, talk));
        }
        return new Turn(user, turn);
    }

    static String user(int number) {
        return "user-" + number;
    }

    private Identity message(int user, int talk) {
        Kind kind =
                switch (random.nextInt(7)) {
                    case 0 -> Kind.RULE;
                    case 1 -> Kind.OBSERVED;
                    default -> Kind.MODEL;
                };
        String id = "m-%d-%d".formatted(user, count++);
        String text =
                kind == Kind.RULE
                        ? RULE_TEXT
                        : id + " asks whether my bicycle is ready and what it will cost me";
        // What is observed belongs to another bot's conversation with the user.
        String conversation =
                kind == Kind.OBSERVED
                        ? "o-%d-%d".formatted(user, talk)
                        : "c-%d-%d".formatted(user, talk);
        return new Identity(user(user), conversation, id, kind, text);
    }
}
