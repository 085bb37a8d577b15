package dev.repartee.control;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What the control plane administers.
 *
 * @param assistants their definitions
 * @param callers tells whose API key a request carries
 * @param erasure erases a user everywhere
 */
public record ControlServices(AssistantStore assistants, Callers callers, UserErasure erasure) {

    /** Tells whose API key a request carries. */
    @FunctionalInterface
    public interface Callers {

        /** The tenant of a valid API key; empty for anything else. */
        Optional<TenantId> tenantOf(String bearer);
    }

    /** Erases a user everywhere (promise P8). */
    @FunctionalInterface
    public interface UserErasure {

        /** Destroys the user's key and clears what was derived from text. Safe to repeat. */
        Erased erase(UserKey user);
    }

    /**
     * What an erasure did.
     *
     * @param erasedAt what was accepted before is stored without text from now on
     * @param logHoldsUntil until when the log still holds text, by its retention
     */
    public record Erased(Instant erasedAt, Instant logHoldsUntil) {}
}
