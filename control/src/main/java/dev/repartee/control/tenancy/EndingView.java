package dev.repartee.control.tenancy;

import dev.repartee.identity.ending.Ending;
import java.time.Instant;

/**
 * That a business ends.
 *
 * @param tenant which
 * @param endsAt from when on everything of it is erased
 * @param askedBy {@code account:<id>} of an owner, or {@code operator:<id>}
 */
public record EndingView(String tenant, Instant endsAt, String askedBy) {

    /** As callers see it. */
    public static EndingView of(Ending ending) {
        return new EndingView(ending.tenant().value(), ending.endsAt(), ending.askedBy());
    }
}
