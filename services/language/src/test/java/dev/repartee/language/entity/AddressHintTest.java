package dev.repartee.language.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.PatternSamples;
import org.junit.jupiter.api.Test;

class AddressHintTest {

    @Test
    void noAddressIsPassedOver() {
        AddressFinder finder = new AddressFinder();
        assertThat(AddressFinder.FORMS)
                .allSatisfy(
                        form ->
                                PatternSamples.each(
                                        form.pattern(),
                                        text -> {
                                            assertThat(form.hint().mayBeIn(text)).as(text).isTrue();
                                            assertThat(finder.find(text)).as(text).isNotEmpty();
                                        }));
    }
}
