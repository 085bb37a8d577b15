package dev.repartee.verification;

import dev.repartee.verification.system.ModelStub;
import dev.repartee.verification.system.RunningSystem;
import org.junit.jupiter.api.Test;

/** P7 on a system with a small bound. */
class BoundsTest {

    static final int BOUND = 30;

    static String limits(int inFlight) {
        return """
        gateway:
          limits:
            inFlight: %d
        """
                .formatted(inFlight);
    }

    @Test
    void pastTheBoundNewWorkIsRefusedAndLaterTakenAgain() {
        try (ModelStub model = ModelStub.start();
                RunningSystem system =
                        RunningSystem.start(Promises.settings(model, limits(BOUND)))) {
            new Promises(system).prepare().bounded(BOUND);
        }
    }
}
