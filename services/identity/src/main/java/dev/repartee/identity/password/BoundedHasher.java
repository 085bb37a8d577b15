package dev.repartee.identity.password;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes only so many passwords at once: each takes 19 MiB and a core, so a flood of sign-ins would
 * otherwise take the machine down.
 */
public final class BoundedHasher implements PasswordHasher {

    private final PasswordHasher hasher;
    private final Semaphore permits;
    private final Duration patience;

    /**
     * @param atOnce hashes that may run side by side
     * @param patience how long a caller waits for its turn
     */
    public BoundedHasher(PasswordHasher hasher, int atOnce, Duration patience) {
        this.hasher = hasher;
        this.permits = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    @Override
    public String hash(String password) {
        return bounded(() -> hasher.hash(password));
    }

    @Override
    public boolean matches(String password, String hash) {
        return bounded(() -> hasher.matches(password, hash));
    }

    @Override
    public boolean outdated(String hash) {
        return hasher.outdated(hash);
    }

    private <T> T bounded(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ReparteeException(
                        ErrorCode.OVERLOADED, "too many people sign in right now; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReparteeException(ErrorCode.OVERLOADED, "interrupted while waiting", e);
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
