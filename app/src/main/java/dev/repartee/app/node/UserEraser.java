package dev.repartee.app.node;

import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.control.ControlServices.Erased;
import dev.repartee.crypto.UserVault;
import dev.repartee.messages.MessageStore;
import dev.repartee.redis.RedisLink;
import java.time.Instant;
import java.util.function.Consumer;

/** Erases a user everywhere but in the log, whose retention does the rest (promise P8). */
final class UserEraser {

    private final UserVault vault;
    private final MessageStore messages;
    private final UserTraces traces;
    private final Consumer<UserKey> audits;

    UserEraser(UserVault vault, MessageStore messages, RedisLink redis, Consumer<UserKey> audits) {
        this.vault = vault;
        this.messages = messages;
        this.traces = new UserTraces(redis);
        this.audits = audits;
    }

    /**
     * The key goes first: from then on nothing stored can be read, whatever fails after. Safe to
     * repeat.
     */
    Erased erase(UserKey user) {
        Instant erasedAt = vault.erase(user);
        messages.erase(user);
        audits.accept(user);
        traces.remove(user);
        return new Erased(erasedAt, erasedAt.plus(Topic.DEAD_LETTER_RETENTION));
    }
}
