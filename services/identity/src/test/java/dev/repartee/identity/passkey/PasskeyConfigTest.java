package dev.repartee.identity.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasskeyConfigTest {

    @Test
    void theSiteIsWherePeopleReachTheSystem() {
        PasskeyConfig.Site site =
                PasskeyConfig.defaults().site(URI.create("https://Chat.Example:8443/app/"));

        assertThat(site.domain()).isEqualTo("chat.example");
        assertThat(site.origins()).containsExactly("https://chat.example:8443");
    }

    @Test
    void pagesBelowOneDomainShareTheirPasskeys() {
        PasskeyConfig.Site site =
                new PasskeyConfig("example.org", List.of("https://inbox.example.org"))
                        .site(URI.create("https://chat.example.org"));

        assertThat(site.domain()).isEqualTo("example.org");
        assertThat(site.origins())
                .containsExactlyInAnyOrder("https://chat.example.org", "https://inbox.example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.org", "https://notexample.org", "https://example.org.evil"})
    void aPageElsewhereIsRefused(String origin) {
        PasskeyConfig config = new PasskeyConfig("example.org", List.of(origin));
        assertThatThrownBy(() -> config.site(URI.create("https://example.org")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "https://example.org/", "https://example.org/login", ""})
    void whatIsNoOriginIsRefused(String origin) {
        assertThatThrownBy(() -> new PasskeyConfig(null, List.of(origin)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
