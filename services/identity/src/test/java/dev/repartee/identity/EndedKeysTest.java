package dev.repartee.identity;

import static dev.repartee.testing.Statements.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.identity.key.ApiKeys;
import dev.repartee.identity.key.IssuedApiKey;
import dev.repartee.identity.key.KeyConfig;
import dev.repartee.identity.key.KeyUpkeep;
import dev.repartee.identity.key.ListedApiKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that were revoked or expired, and are forgotten after a while. */
class EndedKeysTest {

    private static final Duration KEPT = Duration.ofDays(30);

    private Fixture fixture;
    private ApiKeys keys;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new Fixture(folder);
        keys = new ApiKeys(fixture.database, fixture.clock);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void areForgottenWhenTheyEndedLongAgo() {
        String lasting = keys.create(Fixture.ACME, "lasting", null).text();
        IssuedApiKey revoked = keys.create(Fixture.ACME, "revoked", null);
        keys.revoke(Fixture.ACME, revoked.key().prefix());
        keys.create(Fixture.ACME, "expired", fixture.clock.instant().plus(Duration.ofDays(1)));

        fixture.clock.advance(KEPT);
        assertThat(keys.forgetEnded(KEPT)).isZero();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(keys.forgetEnded(KEPT)).isEqualTo(1);
        assertThat(names()).containsExactlyInAnyOrder("lasting", "expired");
        fixture.clock.advance(Duration.ofDays(1));
        assertThat(keys.forgetEnded(KEPT)).isEqualTo(1);

        assertThat(names()).containsExactly("lasting");
        assertThat(keys.principal(lasting)).isPresent();
        assertThat(text(fixture.database, "SELECT used FROM quota_use WHERE quota = 'api_keys'"))
                .as("what the quota counts")
                .isEqualTo("1");
    }

    @Test
    void cachesAreNotToldWhenThereIsNothingToForget() {
        keys.create(Fixture.ACME, "lasting", null);
        String version = cacheVersion();

        assertThat(keys.forgetEnded(KEPT)).isZero();

        assertThat(cacheVersion()).isEqualTo(version);
    }

    @Test
    void aProcessLooksAfterThemAtItsEndToo() {
        String used = keys.create(Fixture.ACME, "used", null).text();
        IssuedApiKey revoked = keys.create(Fixture.ACME, "revoked", null);
        keys.revoke(Fixture.ACME, revoked.key().prefix());
        fixture.clock.advance(KEPT.plusDays(1));
        keys.principal(used);

        KeyUpkeep upkeep = new KeyUpkeep(keys, new KeyConfig(KEPT));
        upkeep.start();
        upkeep.close();

        assertThat(text(fixture.database, "SELECT count(*) FROM api_keys")).isEqualTo("1");
        assertThat(keys.list(Fixture.ACME))
                .extracting(ListedApiKey::lastUsedAt)
                .containsExactly(fixture.clock.instant());
    }

    @Test
    void areKeptForADayAtLeast() {
        assertThat(KeyConfig.defaults().keepEnded()).isEqualTo(Duration.ofDays(90));
        assertThatThrownBy(() -> new KeyConfig(Duration.ofHours(23)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> names() {
        return keys.list(Fixture.ACME).stream().map(listed -> listed.key().name()).toList();
    }

    private String cacheVersion() {
        return text(fixture.database, "SELECT version FROM cache_versions WHERE name = 'api_keys'");
    }
}
