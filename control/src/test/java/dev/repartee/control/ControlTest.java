package dev.repartee.control;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is tried over HTTP on the one control plane that such tests share. */
@ExtendWith(RunningControl.Shared.class)
abstract class ControlTest {

    static RunningControl running;
    static ControlClient client;

    @BeforeAll
    static void enter(RunningControl shared) {
        running = shared;
        client = shared.client();
    }
}
