package dev.repartee.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many commands, one flush, one bounded wait: what a stage asks for a whole poll costs one round
 * trip.
 *
 * <p>Commands are issued in the order of {@link #add}, but are no transaction. For one thread, one
 * use.
 */
public final class RedisRound {

    private final @Nullable Connections connections;
    private final List<Answer<?>> answers = new ArrayList<>();

    RedisRound(@Nullable Connections connections) {
        this.connections = connections;
    }

    /** Adds a command. Its answer is there after {@link #run()}. */
    public <T> Answer<T> add(Command<T> command) {
        Answer<T> answer = new Answer<>(issue(command));
        answers.add(answer);
        return answer;
    }

    private <T> @Nullable RedisFuture<T> issue(Command<T> command) {
        try {
            return connections == null ? null : command.issue(connections.pipelined().async());
        } catch (RedisException e) {
            return null;
        }
    }

    /**
     * Sends everything and waits for the answers, or for the command timeout. Never throws: a
     * command that failed says so in its {@link Answer}.
     *
     * @return whether every command was answered
     */
    public boolean run() {
        if (connections == null) {
            return answers.isEmpty();
        }
        connections.pipelined().flushCommands();
        boolean complete = true;
        for (Answer<?> answer : answers) {
            complete &= answer.await();
        }
        return complete;
    }

    /**
     * What became of one command of a round.
     *
     * @param <T> the answer's type
     */
    public static final class Answer<T> {

        private final @Nullable RedisFuture<T> future;
        private @Nullable T value;
        private boolean answered;

        private Answer(@Nullable RedisFuture<T> future) {
            this.future = future;
        }

        /** Whether Redis answered; false when it is gone, too slow, or refused the command. */
        public boolean answered() {
            return answered;
        }

        /** The answer; empty when there is none or when it is nil. */
        public Optional<T> value() {
            return Optional.ofNullable(value);
        }

        /** Waits without a bound of its own: Lettuce ends every command at its timeout. */
        private boolean await() {
            if (future == null) {
                return false;
            }
            try {
                value = future.get();
                answered = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                future.cancel(true);
            } catch (Exception e) {
                future.cancel(true);
            }
            return answered;
        }
    }
}
