package dev.repartee.messages.row;

import dev.repartee.contract.event.DeliveryStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a reply came to its user.
 *
 * @param fastPath whether dispatch answered at once
 * @param status how far it came at best, or null
 * @param attempts pushes so far, or null
 * @param deliveredAt when it was first acknowledged, or null
 */
public record Trail(
        boolean fastPath,
        DeliveryStatus.@Nullable State status,
        @Nullable Integer attempts,
        @Nullable Instant deliveredAt) {

    static final Trail NONE = new Trail(false, null, null, null);

    /** From the least to the greatest; {@link MergeRule#PROGRESS} is the same order in SQL. */
    static final List<DeliveryStatus.State> PROGRESS =
            List.of(
                    DeliveryStatus.State.PENDING,
                    DeliveryStatus.State.DROPPED,
                    DeliveryStatus.State.DELIVERED);

    static Trail of(DeliveryStatus status) {
        return new Trail(
                false,
                status.state(),
                status.attempts(),
                status.state() == DeliveryStatus.State.DELIVERED ? status.at() : null);
    }

    Trail merge(Trail other) {
        return new Trail(
                fastPath || other.fastPath,
                progress(status) >= progress(other.status) ? status : other.status,
                attempts == null || other.attempts != null && other.attempts > attempts
                        ? other.attempts
                        : attempts,
                deliveredAt == null
                                || other.deliveredAt != null
                                        && other.deliveredAt.isBefore(deliveredAt)
                        ? other.deliveredAt
                        : deliveredAt);
    }

    private static int progress(DeliveryStatus.@Nullable State status) {
        return status == null ? -1 : PROGRESS.indexOf(status);
    }
}
