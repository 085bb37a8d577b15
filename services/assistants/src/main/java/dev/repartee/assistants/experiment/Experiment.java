package dev.repartee.assistants.experiment;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A test of variants of one assistant. A user gets the same arm for as long as it runs, on every
 * node and without anything being stored, because the arm follows from a hash of the test's salt
 * and the user's id. Arms do not change once it has started.
 *
 * @param id unique within the tenant
 * @param assistant who is tested
 * @param state whether it runs
 * @param arms the first one is what the others are compared with
 * @param salt makes the assignment of one test independent of that of another
 * @param startedAt null before the start
 * @param stoppedAt null before the end
 */
public record Experiment(
        String id,
        AssistantId assistant,
        State state,
        List<Arm> arms,
        String salt,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt) {

    /** Whether users are assigned. */
    public enum State {
        /** Not started yet. */
        DRAFT,
        RUNNING,
        /** Ended for good. */
        STOPPED;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** A hundredth of a percent. */
    private static final int BUCKETS = 10_000;

    public Experiment {
        arms = List.copyOf(arms);
    }

    /**
     * The arm of a user, whether or not the test runs; empty for users outside of all shares, who
     * get the assistant as it is.
     */
    public Optional<Arm> armOf(UserId user) {
        int bucket = bucket(user);
        int upTo = 0;
        for (Arm arm : arms) {
            upTo += arm.share() * (BUCKETS / 100);
            if (bucket < upTo) {
                return Optional.of(arm);
            }
        }
        return Optional.empty();
    }

    private int bucket(UserId user) {
        byte[] hash = sha256(salt + '\n' + user.value());
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
