package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Runs what may block on virtual threads, bounded in how many run and how many wait, and comes back
 * to the caller's event loop.
 */
public final class Offload {

    private final Semaphore running;
    private final Semaphore admitted;

    /**
     * @param running how many run at once
     * @param waiting how many more may wait for their turn
     */
    public Offload(int running, int waiting) {
        this.running = new Semaphore(running);
        this.admitted = new Semaphore(running + waiting);
    }

    /** Runs the work; fails with {@link ErrorCode#OVERLOADED} when too much waits already. */
    public <T> Future<T> call(Context context, Callable<T> work) {
        if (!admitted.tryAcquire()) {
            return Future.failedFuture(
                    new ReparteeException(
                            ErrorCode.OVERLOADED, "too many reads are waiting; try again"));
        }
        Promise<T> promise = Promise.promise();
        Thread.ofVirtual()
                .name("gateway-read")
                .start(
                        () -> {
                            try {
                                running.acquireUninterruptibly();
                                T result = work.call();
                                context.runOnContext(none -> promise.complete(result));
                            } catch (Exception e) {
                                context.runOnContext(none -> promise.fail(e));
                            } finally {
                                running.release();
                                admitted.release();
                            }
                        });
        return promise.future();
    }
}
