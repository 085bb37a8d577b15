package dev.repartee.gateway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What is tried on a gateway of the class's own, set as usual. */
abstract class GatewayTest {

    static Harness gateway;

    @BeforeAll
    static void startGateway() {
        gateway = Harness.start();
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
    }
}
