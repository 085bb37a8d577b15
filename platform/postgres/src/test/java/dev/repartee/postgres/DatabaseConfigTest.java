package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {

    private static final String URL = "jdbc:postgresql://db.example.org:6432/repartee";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.org:6432/repartee?user=rep%40&password=s%2Fecret",
                "postgresql://rep%40:s%2Fecret@db.example.org:6432/repartee",
                "postgres://rep%40:s%2Fecret@db.example.org:6432/repartee"
            })
    void readsUserAndPasswordOutOfTheUrl(String text) {
        assertThat(DatabaseConfig.parse(text))
                .isEqualTo(DatabaseConfig.defaults(URL, "rep@", "s/ecret"));
    }

    @Test
    void keepsOtherPropertiesOfTheUrlForTheOtherDatabaseToo() {
        DatabaseConfig config =
                DatabaseConfig.parse(
                        URL + "?user=u&sslmode=require&password=p&targetServerType=primary");
        assertThat(config.withName("repartee_keys").url())
                .isEqualTo(
                        "jdbc:postgresql://db.example.org:6432/repartee_keys"
                                + "?sslmode=require&targetServerType=primary");
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(DatabaseConfig.parse(URL + "?user=u&password=hunter2").toString())
                .contains("db.example.org:6432", "repartee")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "jdbc:mysql://localhost/x?user=u",
                "jdbc:postgresql://localhost?user=u",
                "jdbc:postgresql://localhost/?user=u",
                "jdbc:postgresql://localhost/a\"b?user=u",
                "jdbc:postgresql://localhost/x y?user=u",
                "postgresql://localhost/x"
            })
    void refusesWhatCanNotBeUsed(String text) {
        assertThatThrownBy(() -> DatabaseConfig.parse(text))
                .extracting("code")
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    }
}
