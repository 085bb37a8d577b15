package dev.repartee.postgres;

import dev.repartee.contract.TenantId;
import java.util.Optional;

/**
 * The border that a thread works within. Inside {@link #within} every statement of {@link Database}
 * runs as a role that PostgreSQL shows the rows of that one tenant, and no others, whatever the
 * statement says; it neither reads nor writes across.
 *
 * <p>A thread without a scope is the system itself: the stages, which write for many tenants in one
 * batch, and the caches. Scopes are not inherited by threads that are started inside of one, unless
 * by structured concurrency.
 */
public final class TenantScope {

    private static final ScopedValue<Optional<TenantId>> CURRENT = ScopedValue.newInstance();

    private TenantScope() {}

    /** Works for one tenant. */
    public static <T, X extends Throwable> T within(
            TenantId tenant, ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, Optional.of(tenant)).call(work);
    }

    /**
     * Works for the system, from within a scope too: what a cache for all tenants reads, say. Never
     * hand what comes out to the caller as it is.
     */
    public static <T, X extends Throwable> T everywhere(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(CURRENT, Optional.<TenantId>empty()).call(work);
    }

    /** The tenant that this thread works for; empty when it is the system. */
    public static Optional<TenantId> current() {
        return CURRENT.orElse(Optional.empty());
    }
}
