package dev.repartee.delivery;

import dev.repartee.contract.RequestKey;
import dev.repartee.delivery.pending.Outgoing;
import dev.repartee.messages.MessageStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Asks history for results, a few at a time; who finds no room asks again later. */
final class ResultArchive {

    private static final int AT_ONCE = 8;

    private final MessageStore messages;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(AT_ONCE);

    ResultArchive(MessageStore messages) {
        this.messages = messages;
    }

    /** Empty when there is none yet; fails when history can't be asked now. */
    CompletableFuture<Optional<Outgoing>> find(RequestKey key) {
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return CompletableFuture.supplyAsync(
                        () ->
                                messages.storedResult(key)
                                        .map(found -> new Outgoing(found.offset(), found.result())),
                        executor)
                .whenComplete((result, failure) -> room.release());
    }
}
