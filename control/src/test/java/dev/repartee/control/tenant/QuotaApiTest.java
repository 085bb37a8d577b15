package dev.repartee.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.tenant.TenantSite.Answer;
import dev.repartee.identity.quota.Quota;
import dev.repartee.identity.role.RoleId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a business may have and send, over HTTP. */
@ExtendWith(TenantSite.Provider.class)
class QuotaApiTest {

    private static final String KEYS = "/api/v1/api-keys";
    private static final String QUOTAS = "/api/v1/tenant/quotas";

    private final TenantSite site;

    QuotaApiTest(TenantSite site) {
        this.site = site;
    }

    @Test
    void aFullTenantIsToldSoAndGoesOnWhenThereIsRoom() {
        site.quotas.set(TenantSite.OTHER, Map.of(Quota.API_KEYS, 2L, Quota.ASSISTANTS, 0L));
        Answer made = site.call("POST", KEYS, site.other, "{\"name\":\"x\",\"role\":\"agent\"}");
        assertThat(made.status()).isEqualTo(201);
        Answer refused = site.call("POST", KEYS, site.other, "{\"name\":\"x\",\"role\":\"agent\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("code").asString()).isEqualTo("quota_full");
        assertThat(refused.json().path("detail").asString())
                .isEqualTo("this tenant may have 2 api keys and has them all");
        assertThat(
                        site.call(
                                        "POST",
                                        "/api/v1/assistants",
                                        site.other,
                                        "{\"id\":\"a\",\"name\":\"A\"}")
                                .json()
                                .path("code")
                                .asString())
                .isEqualTo("quota_full");

        JsonNode shown = site.call("GET", QUOTAS, site.other, null).json().path("quotas");
        assertThat(shown.size()).isEqualTo(Quota.values().length);
        JsonNode ofKeys = shown.path(Quota.API_KEYS.ordinal());
        assertThat(ofKeys.path("quota").asString()).isEqualTo("api_keys");
        assertThat(ofKeys.path("most").asLong()).isEqualTo(2);
        assertThat(ofKeys.path("used").asLong()).isEqualTo(2);
        assertThat(ofKeys.path("own").asBoolean()).isTrue();

        String prefix = made.json().path("apiKey").path("prefix").asString();
        site.call("DELETE", KEYS + "/" + prefix, site.other, null);
        assertThat(
                        site.call("POST", KEYS, site.other, "{\"name\":\"x\",\"role\":\"agent\"}")
                                .status())
                .isEqualTo(201);
    }

    @Test
    void thePlatformSetsQuotasAndNoTenantDoes() {
        String path = "/api/v1/platform/tenants/acme/quotas";
        String body = "{\"quotas\":{\"messages_per_day\":7,\"documents\":null}}";
        assertThat(site.call("PUT", path, site.admin, body).status()).isEqualTo(403);
        assertThat(site.call("GET", path, site.admin, null).status()).isEqualTo(403);
        String operator =
                site.keys.create(TenantSite.ACME, "operator", new RoleId("operator"), null).text();

        Answer set = site.call("PUT", path, operator, body);
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(site.quotas.most(TenantSite.ACME, Quota.MESSAGES_PER_DAY)).hasValue(7);
        assertThat(site.quotas.most(TenantSite.ACME, Quota.DOCUMENTS)).isEmpty();
        assertThat(site.call("PUT", path, operator, "{\"quotas\":{}}").status()).isEqualTo(200);
        assertThat(site.quotas.most(TenantSite.ACME, Quota.MESSAGES_PER_DAY)).isEmpty();

        for (String wrong :
                List.of(
                        "{}",
                        "{\"quotas\":{\"cats\":1}}",
                        "{\"quotas\":{\"members\":-1}}",
                        "{\"quotas\":{\"members\":\"many\"}}",
                        "{\"members\":1}")) {
            assertThat(site.call("PUT", path, operator, wrong).status()).as(wrong).isEqualTo(400);
        }
        String nobodys = path.replace("acme", "nobody");
        assertThat(site.call("PUT", nobodys, operator, "{\"quotas\":{}}").status()).isEqualTo(404);
        assertThat(site.call("GET", nobodys, operator, null).status()).isEqualTo(404);
    }
}
