package dev.repartee.control;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.UserKey;
import dev.repartee.identity.Authentication;
import dev.repartee.identity.Principal;
import dev.repartee.identity.role.Permission;
import dev.repartee.identity.role.Role;
import java.time.Instant;
import java.util.Set;

/**
 * What the control plane administers.
 *
 * @param assistants their definitions
 * @param callers tells whose credential a request carries
 * @param erasure erases a user everywhere
 */
public record ControlServices(AssistantStore assistants, Callers callers, UserErasure erasure) {

    /** Tells whose credential a request carries. */
    @FunctionalInterface
    public interface Callers {

        /** Who holds a valid API key or access token; refused for anything else. */
        Authentication authenticate(String bearer);

        /** What they may do now; by the roles that every tenant has, unless it is known better. */
        default Set<Permission> permissions(Principal principal) {
            return Role.of(principal.role()).map(Role::permissions).orElse(Set.of());
        }

        /** Whether they look into a tenant that they are no member of. */
        default boolean guest(Principal principal) {
            return false;
        }
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
