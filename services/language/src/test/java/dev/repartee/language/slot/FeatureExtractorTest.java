package dev.repartee.language.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.dataset.Annotation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

    @Test
    void makesTheKeysThatTaggersWereLearntWith() {
        Gazetteer gazetteer = new Gazetteer(List.of("city", "day"));
        String example = "book a flight to New York on Friday";
        List<Annotation> marked =
                List.of(new Annotation(17, 25, "city"), new Annotation(29, 35, "day"));
        gazetteer.count(Words.of(example, marked), marked, 1);
        Words sentence = Words.of("fly me to York-on-Sea, 17 May, please");

        long[][] keys =
                new FeatureExtractor(gazetteer).extract(sentence, new double[] {0.3, 0.6, 0.1});

        assertThat(Arrays.stream(keys).mapToInt(of -> of.length).sum()).isEqualTo(1070);
        assertThat(Arrays.deepHashCode(keys)).isEqualTo(2069882352);
    }
}
