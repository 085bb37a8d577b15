package dev.repartee.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import dev.repartee.identity.origin.Origin;
import dev.repartee.identity.origin.OriginRules;
import dev.repartee.identity.origin.Origins;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private static final TenantId OTHER = new TenantId("other");
    private static final String SHOP = "https://shop.example";

    private static Fixture fixture;
    private static Origins origins;

    @BeforeAll
    static void start(@TempDir Path folder) {
        fixture = new Fixture(folder);
        fixture.tenants.save(new Tenant(OTHER, "Other", Set.of(), "US"));
        origins = new Origins(fixture.database);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void aTenantsPageCallsForThatTenantAlone() {
        origins.replace(Fixture.ACME, Set.of(new Origin(SHOP)));
        OriginRules rules = new OriginRules(List.of("https://console.example"), origins);

        assertThat(rules.known(SHOP, "api.example")).isTrue();
        assertThat(rules.allows(Fixture.ACME, SHOP, "api.example")).isTrue();
        assertThat(rules.allows(OTHER, SHOP, "api.example")).isFalse();
        assertThat(rules.allows(OTHER, "https://console.example", "api.example")).isTrue();
        assertThat(rules.known("https://evil.example", "api.example")).isFalse();
        assertThat(rules.known("null", "api.example")).as("a sandboxed frame").isFalse();
        assertThat(rules.allows(OTHER, null, "api.example")).as("no web page").isTrue();

        Origins elsewhere = new Origins(fixture.database);
        elsewhere.refresh();
        assertThat(new OriginRules(List.of(), elsewhere).allows(Fixture.ACME, SHOP, null)).isTrue();
        origins.replace(Fixture.ACME, Set.of());
        assertThat(rules.known(SHOP, "api.example")).isFalse();
    }

    @Test
    void aPageCallsTheHostThatItCameFrom() {
        OriginRules rules = new OriginRules(List.of(), origins);
        assertThat(rules.known("https://chat.example", "chat.example")).isTrue();
        assertThat(rules.known("http://localhost:8080", "localhost:8080")).isTrue();
        assertThat(rules.known("https://chat.example", "chat.example:8443")).isFalse();
        assertThat(rules.known("https://evil.example", "chat.example")).isFalse();
        assertThat(rules.known("https://", "")).isFalse();
        assertThat(rules.known("chat.example", "chat.example")).isFalse();
    }

    @Test
    void aTenantHasNotEndlesslyMany() {
        Set<Origin> many =
                IntStream.rangeClosed(0, Origins.MOST)
                        .mapToObj(i -> new Origin("https://shop-" + i + ".example"))
                        .collect(Collectors.toSet());
        assertThatThrownBy(() -> origins.replace(Fixture.ACME, many))
                .isInstanceOf(ReparteeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example:8443",
                "https://xn--bcher-kva.example",
                "http://localhost:3000",
                "http://[::1]:3000"
            })
    void takesWhatBrowsersWrite(String origin) {
        assertThat(new Origin(origin).value()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "shop.example",
                "http://shop.example",
                "https://*.shop.example",
                "https://shop.example/",
                "https://shop.example/path",
                "https://shop.example:443",
                "https://Shop.example",
                "HTTPS://shop.example",
                "https://user@shop.example",
                "https://shop.example?x",
                "https://shop.example#x",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https://a b",
                "https://shop.example\r\nX: y"
            })
    void refusesWhatNoBrowserWrites(String origin) {
        assertThatThrownBy(() -> new Origin(origin))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    }
}
