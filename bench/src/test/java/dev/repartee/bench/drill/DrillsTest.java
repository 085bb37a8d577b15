package dev.repartee.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrillsTest {

    @Test
    void everyDrillIsKnownByItsOwnName() {
        assertThat(Drills.all()).extracting(Drill::name).doesNotHaveDuplicates();
        assertThat(Drills.all())
                .allSatisfy(drill -> assertThat(Drills.named(drill.name())).contains(drill));
    }
}
