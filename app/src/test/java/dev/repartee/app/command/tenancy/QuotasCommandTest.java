package dev.repartee.app.command.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.repartee.identity.quota.Quota;
import dev.repartee.runtime.ExitCode;
import dev.repartee.runtime.StartupException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotasCommandTest {

    @Test
    void readsNumbersAndNone() {
        assertThat(
                        QuotasCommand.parsed(
                                List.of("messages_per_day=10000", "members=0", "documents=none")))
                .containsOnly(
                        entry(Quota.MESSAGES_PER_DAY, 10_000L),
                        entry(Quota.MEMBERS, 0L),
                        entry(Quota.DOCUMENTS, null));
        assertThat(QuotasCommand.parsed(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "members",
                "members=",
                "members=-1",
                "members=1.5",
                "members=many",
                "members=99999999999999999999",
                "cats=1"
            })
    void tellsWhichSettingIsNone(String setting) {
        assertThatThrownBy(() -> QuotasCommand.parsed(List.of("assistants=1", setting)))
                .isInstanceOfSatisfying(
                        StartupException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("'" + setting + "'");
    }

    @Test
    void setsNothingForNobody() {
        assertThatThrownBy(() -> new QuotasCommand().set(null, List.of()))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("name a quota");
    }
}
