package dev.repartee.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.tenant.TenantSite.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which web pages may call with the credentials of a business. */
@ExtendWith(TenantSite.Provider.class)
class OriginApiTest {

    private static final String ORIGINS = "/api/v1/tenant/origins";

    private final TenantSite site;

    OriginApiTest(TenantSite site) {
        this.site = site;
    }

    @Test
    void aWebPageCallsWithTheCredentialsOfWhoAllowsIt() {
        String shop = "https://shop.example";
        assertThat(from(shop, site.admin)).isEqualTo(403);
        Answer set =
                site.call("PUT", ORIGINS, site.admin, "{\"origins\":[\"https://shop.example\"]}");
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(set.json().path("origins").path(0).asString()).isEqualTo(shop);

        assertThat(from(shop, site.admin)).isEqualTo(200);
        assertThat(from(shop, site.other)).as("another tenant's credential").isEqualTo(403);
        assertThat(from("https://console.example", site.other)).isEqualTo(200);
        assertThat(from("http://127.0.0.1:" + site.control.port(), site.other))
                .as("own page")
                .isEqualTo(200);
        assertThat(from("null", site.admin)).isEqualTo(403);

        site.call("PUT", ORIGINS, site.admin, "{\"origins\":[]}");
        assertThat(from(shop, site.admin)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"origins\":null}",
                "{\"origins\":[null]}",
                "{\"origins\":[\"\"]}",
                "{\"origins\":[\"*\"]}",
                "{\"origins\":[\"http://shop.example\"]}",
                "{\"origins\":\"https://shop.example\"}",
                "{\"origins\":[\"https://shop.example/\"],\"x\":1}"
            })
    void whatIsNoOriginIsRefused(String body) {
        assertThat(site.call("PUT", ORIGINS, site.admin, body).status()).isEqualTo(400);
    }

    private int from(String origin, String key) {
        return site.send(
                        site.request("GET", "/api/v1/assistants", key, null)
                                .header("Origin", origin))
                .status();
    }
}
