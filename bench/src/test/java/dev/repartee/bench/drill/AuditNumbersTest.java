package dev.repartee.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditNumbersTest {

    @Test
    void readsWhatTheCommandPrints() {
        AuditNumbers numbers =
                AuditNumbers.parse(
                        """
                        accepted         12,345
                        open                  0
                        missing: demo:u/1 lost_by_dispatch
                        """);
        assertThat(numbers.row("accepted")).isEqualTo(12_345);
        assertThat(numbers.row("open")).isZero();
        assertThat(numbers.row("missing")).isEqualTo(-1);
    }
}
