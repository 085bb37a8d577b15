package dev.repartee.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.runtime.StartupException;
import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void readsAllAndLists() {
        assertThat(Role.parse("all")).containsExactly(Role.values());
        assertThat(Role.parse("gateway, delivery"))
                .containsExactlyInAnyOrder(Role.GATEWAY, Role.DELIVERY);
    }

    @Test
    void refusesAnUnknownRoleAndNamesTheKnownOnes() {
        assertThatThrownBy(() -> Role.parse("gateway,cook"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("cook")
                .hasMessageContaining("dispatch");
    }
}
