package dev.repartee.delivery;

import dev.repartee.contract.UserKey;
import dev.repartee.redis.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds out which of many users are there: some at a time, and the next when Redis has answered for
 * those before. Whoever is there is told of on the thread that searches, not on the one that reads
 * Redis' answers: what is done for one user would make the answers for the others late.
 */
final class PresenceSearch {

    private static final int AT_ONCE = 64;

    private final Function<UserKey, CompletableFuture<List<Presence.Connection>>> presence;
    private final Consumer<UserKey> found;

    /**
     * @param presence the sockets of a user; fails when nobody can tell
     * @param found told of each user who has a socket
     */
    PresenceSearch(
            Function<UserKey, CompletableFuture<List<Presence.Connection>>> presence,
            Consumer<UserKey> found) {
        this.presence = presence;
        this.found = found;
    }

    private enum Answer {
        THERE,
        AWAY,
        UNKNOWN
    }

    /**
     * Looks for these users; waits for the answers.
     *
     * @return those of whom nobody could tell
     */
    List<UserKey> lookFor(List<UserKey> users) {
        List<UserKey> unknown = new ArrayList<>();
        for (int first = 0; first < users.size(); first += AT_ONCE) {
            List<UserKey> some = users.subList(first, Math.min(first + AT_ONCE, users.size()));
            List<CompletableFuture<Answer>> answers = some.stream().map(this::lookUp).toList();
            for (int i = 0; i < some.size(); i++) {
                switch (answers.get(i).join()) {
                    case THERE -> found.accept(some.get(i));
                    case UNKNOWN -> unknown.add(some.get(i));
                    case AWAY -> {}
                }
            }
        }
        return unknown;
    }

    private CompletableFuture<Answer> lookUp(UserKey user) {
        return presence.apply(user)
                .thenApply(there -> there.isEmpty() ? Answer.AWAY : Answer.THERE)
                .exceptionally(failure -> Answer.UNKNOWN);
    }
}
