package dev.repartee.inference.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the provider's thread leaves an answer and the caller's thread fetches it.
 *
 * <p>A wake-up costs more than all else that is done with a token. So the caller is woken for the
 * first piece and for the end; in between it comes by itself, once in a while, and takes what has
 * gathered. What gathers is bounded: a slow caller slows the provider down.
 */
final class Handover implements StreamingChatResponseHandler {

    private static final int MOST_GATHERED = 64 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition fetched = lock.newCondition();
    // All belong to the lock. Hungry says that the caller has nothing to do until a piece comes.
    private final StringBuilder gathered = new StringBuilder();
    private boolean hungry;
    private @Nullable ChatResponse response;
    private @Nullable Throwable failure;

    /** What the caller finds. */
    sealed interface Found {

        /** More of the text, and more to come. */
        record Text(String text) implements Found {}

        /** The answer is whole; the text is the last piece of it. */
        record Complete(String text, ChatResponse response) implements Found {}

        /** There will be no more. The text had come before. */
        record Failed(String text, Throwable cause) implements Found {}

        /** The time has passed. */
        record Nothing() implements Found {}
    }

    /** Waits for a piece or the end. */
    Found awaitAny(long nanos) throws InterruptedException {
        return await(nanos, true);
    }

    /** Waits for the end while pieces gather; returns them when the time has passed. */
    Found awaitEnd(long nanos) throws InterruptedException {
        return await(nanos, false);
    }

    @Override
    public void onPartialResponse(@Nullable String piece) {
        if (piece == null || piece.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            while (gathered.length() >= MOST_GATHERED) {
                fetched.await();
            }
            gathered.append(piece);
            if (hungry) {
                changed.signal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
        end(whole, null);
    }

    /** Only the first end counts. */
    @Override
    public void onError(Throwable cause) {
        end(null, cause);
    }

    /** There will be no more: without an end before, that is a failure. */
    void close() {
        lock.lock();
        try {
            if (response == null && failure == null) {
                onError(new IllegalStateException("the answer never ended"));
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable ChatResponse whole, @Nullable Throwable cause) {
        lock.lock();
        try {
            if (response == null && failure == null) {
                response = whole;
                failure = cause;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private Found await(long nanos, boolean any) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            hungry = any;
            long left = nanos;
            while (left > 0 && response == null && failure == null) {
                if (gathered.length() >= (any ? 1 : MOST_GATHERED)) {
                    break;
                }
                left = changed.awaitNanos(left);
            }
            String text = gathered.toString();
            gathered.setLength(0);
            fetched.signal();
            if (response != null) {
                return new Found.Complete(text, response);
            }
            if (failure != null) {
                return new Found.Failed(text, failure);
            }
            return text.isEmpty() ? new Found.Nothing() : new Found.Text(text);
        } finally {
            hungry = false;
            lock.unlock();
        }
    }
}
