package dev.repartee.inference.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownScoresTest {

    private final List<String> looked = new ArrayList<>();
    private final KnownScores scores =
            new KnownScores(
                    text -> {
                        looked.add(text);
                        return text.length();
                    },
                    2);

    @Test
    void looksAtATextOnce() {
        assertThat(scores.of("one")).isEqualTo(3);
        assertThat(scores.of("three")).isEqualTo(5);
        assertThat(scores.of("one")).isEqualTo(3);
        assertThat(looked).containsExactly("one", "three");
    }

    @Test
    void forgetsWhatWasAskedForLongestAgo() {
        scores.of("one");
        scores.of("two");
        scores.of("one");
        scores.of("three");
        looked.clear();

        scores.of("one");
        scores.of("two");

        assertThat(looked).containsExactly("two");
    }
}
