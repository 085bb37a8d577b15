package dev.repartee.control;

import dev.repartee.contract.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Erases nothing, and remembers who was to be erased. */
public final class Erasures implements ControlServices.UserErasure {

    /** When everybody is erased. */
    public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private static final Duration LOG_HOLDS = Duration.ofMinutes(1);

    private final List<UserKey> erased = new CopyOnWriteArrayList<>();

    @Override
    public ControlServices.Erased erase(UserKey user) {
        erased.add(user);
        return new ControlServices.Erased(AT, AT.plus(LOG_HOLDS));
    }

    /** In the order of the calls. */
    public List<UserKey> erased() {
        return List.copyOf(erased);
    }
}
