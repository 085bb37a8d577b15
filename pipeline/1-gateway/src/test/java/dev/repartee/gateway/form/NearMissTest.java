package dev.repartee.gateway.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearMissTest {

    @Test
    void aNearMissIsATypingErrorAndNotAnotherWord() {
        assertThat(NearMiss.likely("userid", "userId")).isTrue();
        assertThat(NearMiss.likely("user_id", "userId")).isTrue();
        assertThat(NearMiss.likely("assistantI", "assistantId")).isTrue();
        assertThat(NearMiss.likely("atachments", "attachments")).isTrue();
        assertThat(NearMiss.likely("test", "text")).as("too short to tell").isFalse();
        assertThat(NearMiss.likely("metadata", "mode")).isFalse();
        assertThat(NearMiss.likely("x".repeat(10_000), "attachments")).isFalse();
    }
}
