package dev.repartee.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SmallPartsTest {

    @Test
    void aBrokenTraceContextBeginsANewTrace() {
        String good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(TraceContext.of(good).traceparent())
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .endsWith("-01")
                .hasSize(55)
                .isNotEqualTo(good);
        for (String broken :
                new String[] {
                    null,
                    "",
                    "x".repeat(55),
                    good.toUpperCase(Locale.ROOT),
                    good + "0",
                    "01" + good.substring(2),
                    "00-" + "0".repeat(32) + good.substring(35),
                    good.substring(0, 36) + "0".repeat(16) + "-01"
                }) {
            assertThat(TraceContext.of(broken).traceparent())
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                    .doesNotContain("0af7651916cd43dd");
        }
    }

    @Test
    void theTurnstileKeepsTheOrderAndNeedsNoStack() {
        Turnstile turnstile = new Turnstile();
        List<Integer> order = new ArrayList<>();
        List<Runnable> held = new ArrayList<>();
        turnstile.enter(
                leave -> {
                    order.add(-1);
                    held.add(leave);
                });
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            turnstile.enter(
                    leave -> {
                        order.add(number);
                        leave.run();
                        leave.run();
                    });
        }
        assertThat(order).as("the first one has not left").containsExactly(-1);

        held.getFirst().run();

        assertThat(order).hasSize(100_001).isSorted();
    }
}
