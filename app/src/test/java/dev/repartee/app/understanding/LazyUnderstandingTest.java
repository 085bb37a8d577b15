package dev.repartee.app.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LazyUnderstandingTest {

    private final List<Understanding> opened = new ArrayList<>();

    @Test
    void opensNothingUntilSomebodyAsksAndThenOnce() {
        LazyUnderstanding understanding = new LazyUnderstanding(this::open);
        assertThat(opened).isEmpty();

        Understanding first = understanding.get();

        assertThat(understanding.get()).isSameAs(first);
        assertThat(opened).hasSize(1);
    }

    @Test
    void triesAgainAfterAFailure() {
        List<String> tries = new ArrayList<>();
        LazyUnderstanding understanding =
                new LazyUnderstanding(
                        () -> {
                            tries.add("try");
                            if (tries.size() == 1) {
                                throw new IllegalStateException("no model");
                            }
                            return open();
                        });

        assertThatThrownBy(understanding::get).hasMessage("no model");
        assertThat(understanding.get()).isSameAs(opened.getFirst());
    }

    private Understanding open() {
        Understanding made = new Understanding(null, null, null, null);
        opened.add(made);
        return made;
    }
}
