package dev.repartee.language.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ReparteeException;
import dev.repartee.language.RandomTexts;
import dev.repartee.language.dataset.Annotation;
import dev.repartee.language.dataset.Example;
import dev.repartee.language.dataset.TrainingProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlotTaggerTest {

    private static final SlotTagger TAGGER = SlotTagger.train(examples(), TrainingProgress.NONE);

    /** Examples in the notation of {@code [value](type)}. */
    private static List<Example> examples() {
        List<String> colours = List.of("red", "navy blue", "green", "dark grey", "black");
        List<String> sizes = List.of("small", "medium", "large", "extra large");
        List<String> cities =
                List.of("Paris", "New York", "Bogotá", "Köln", "दिल्ली", "תל אביב", "San José 🌴");
        var examples = new ArrayList<Example>();
        for (int i = 0; i < 60; i++) {
            String colour = colours.get(i % colours.size());
            String size = sizes.get(i % sizes.size());
            String city = cities.get(i % cities.size());
            examples.add(
                    example(
                            "order",
                            "I want a [" + colour + "](colour) shirt in [" + size + "](size)"));
            examples.add(
                    example(
                            "order",
                            "send the [" + size + "](size) one to [" + city + "](city) please"));
            examples.add(example("shop", "do you have a shop in [" + city + "](city)?"));
            examples.add(example("thanks", "thank you very much"));
        }
        return examples;
    }

    private static Example example(String intent, String marked) {
        var text = new StringBuilder();
        var annotations = new ArrayList<Annotation>();
        int at = 0;
        for (int open = marked.indexOf('['); open >= 0; open = marked.indexOf('[', at)) {
            int middle = marked.indexOf("](", open);
            int close = marked.indexOf(')', middle);
            text.append(marked, at, open);
            int start = text.length();
            text.append(marked, open + 1, middle);
            annotations.add(
                    new Annotation(start, text.length(), marked.substring(middle + 2, close)));
            at = close + 1;
        }
        return new Example(text.append(marked.substring(at)).toString(), intent, annotations);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    I want a green shirt in medium | colour | green
                    I want a navy blue shirt in small | colour | navy blue
                    do you have a shop in Lisbon? | city | Lisbon
                    do you have a shop in San José 🌴? | city | San José 🌴
                    do you have a shop in תל אביב? | city | תל אביב
                    👩‍🚀 do you have a shop in Bogota\u0301? | city | Bogota\u0301
                    send the extra large one to दिल्ली please | city | दिल्ली
                    """)
    void findsExactlyWhatTheExamplesTaught(String text, String type, String value) {
        assertThat(TAGGER.tag(text))
                .filteredOn(slot -> slot.type().equals(type))
                .singleElement()
                .satisfies(
                        slot -> {
                            assertThat(text.substring(slot.start(), slot.end())).isEqualTo(value);
                            assertThat(slot.confidence()).isBetween(0.3, 1.0);
                        });
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(TAGGER.tag("thank you very much")).isEmpty();
        assertThat(TAGGER.tag("")).isEmpty();
        assertThat(TAGGER.tag(" \n\t ")).isEmpty();
    }

    @Test
    void keepsToTheTextWhateverItIs() {
        RandomTexts.texts().forEach(text -> checkPlaces("a shop in " + text));
    }

    private static void checkPlaces(String text) {
        int free = 0;
        for (Slot slot : TAGGER.tag(text)) {
            assertThat(slot.start()).as(text).isGreaterThanOrEqualTo(free);
            assertThat(slot.end()).as(text).isLessThanOrEqualTo(text.length());
            assertThat(slot.confidence()).isBetween(0.0, 1.000001);
            free = slot.end();
        }
    }

    @Test
    void takesLongTextsPieceByPiece() {
        String text = "do you have a shop in Paris? ".repeat(2000);
        assertThat(TAGGER.tag(text)).hasSizeGreaterThan(1800);
    }

    @Test
    void isTheSameAfterBeingWrittenAndRead() throws IOException {
        SlotTagger read = SlotTagger.readFrom(new ByteArrayInputStream(written()));
        assertThat(read.types()).containsExactly("city", "colour", "size");
        for (Example example : examples().subList(0, 8)) {
            assertThat(places(read.tag(example.text())))
                    .isEqualTo(places(TAGGER.tag(example.text())));
        }
    }

    @Test
    void learnsTheSameFromTheSameExamples() throws IOException {
        var again = new ByteArrayOutputStream();
        SlotTagger.train(examples(), TrainingProgress.NONE).writeTo(again);
        assertThat(again.toByteArray()).isEqualTo(written());
    }

    @Test
    void refusesADamagedFile() throws IOException {
        byte[] bytes = written();
        bytes[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> SlotTagger.readFrom(new ByteArrayInputStream(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("checksum");
        byte[] half = Arrays.copyOf(written(), bytes.length / 2);
        assertThatThrownBy(() -> SlotTagger.readFrom(new ByteArrayInputStream(half)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SlotTagger.readFrom(new ByteArrayInputStream(new byte[64])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a slot tagger");
    }

    @Test
    void refusesAFileOfAnotherVersion() throws IOException {
        byte[] bytes = written();
        bytes[5] = 99;
        assertThatThrownBy(() -> SlotTagger.readFrom(new ByteArrayInputStream(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 99");
    }

    @Test
    void needsSomethingToLearn() {
        List<Example> plain = List.of(new Example("hello", "greet"));
        assertThatThrownBy(() -> SlotTagger.train(plain, TrainingProgress.NONE))
                .isInstanceOf(ReparteeException.class)
                .hasMessageContaining("annotations");
    }

    @Test
    void learnsFromOneExampleWithoutFailing() {
        List<Example> one = List.of(example("order", "[two](count) beers"));
        assertThat(SlotTagger.train(one, TrainingProgress.NONE).types()).containsExactly("count");
    }

    @Test
    void takesValuesThatAreNoWords() {
        List<Example> odd = List.of(example("a", "x[ ](blank)y and [b](letter)"));
        assertThat(SlotTagger.train(odd, TrainingProgress.NONE).tag("x y")).isNotNull();
    }

    @Test
    void stopsWhenItsListenerThrows() {
        List<Example> examples = examples();
        TrainingProgress cancelled =
                (phase, share) -> {
                    throw new CancellationException();
                };
        assertThatThrownBy(() -> SlotTagger.train(examples, cancelled))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void isMeasuredByExactSpans() {
        Example right = example("shop", "do you have a shop in [Paris](city)?");
        Example wrong = example("shop", "do you have a [shop in Paris](city)?");
        SlotEvaluation evaluation = SlotEvaluation.of(TAGGER, List.of(right, wrong));
        assertThat(evaluation.total()).isEqualTo(new SlotEvaluation.Score(1, 1, 1));
        assertThat(evaluation.total().f1()).isEqualTo(0.5);
        assertThat(evaluation.byType()).containsOnlyKeys("city");
    }

    private static List<String> places(List<Slot> slots) {
        return slots.stream().map(s -> s.start() + "-" + s.end() + s.type()).toList();
    }

    private static byte[] written() throws IOException {
        var out = new ByteArrayOutputStream();
        TAGGER.writeTo(out);
        return out.toByteArray();
    }
}
