package dev.repartee.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.AccountId;
import dev.repartee.control.tenant.TenantSite.Answer;
import dev.repartee.identity.account.Accounts;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.account.Membership;
import dev.repartee.identity.role.Role;
import dev.repartee.identity.session.Logins;
import dev.repartee.identity.session.Method;
import dev.repartee.identity.session.Place;
import dev.repartee.postgres.Sql;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Keys of a business over HTTP. */
@ExtendWith(TenantSite.Provider.class)
class ApiKeyApiTest {

    private static final String KEYS = "/api/v1/api-keys";

    private final TenantSite site;

    ApiKeyApiTest(TenantSite site) {
        this.site = site;
    }

    @Test
    void aKeyIsMadeShownOnceUsedListedAndEnded() {
        Answer made =
                site.call(
                        "POST",
                        KEYS,
                        site.admin,
                        """
                        {"name":" web shop ","role":"developer",
                         "permissions":["messages_send","user_tokens_issue","assistants_read"],
                         "expiresAt":"2099-01-01T00:00:00Z"}
                        """);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String key = made.json().path("key").asString();
        String prefix = made.json().path("apiKey").path("prefix").asString();
        assertThat(key).startsWith("rp_" + prefix + "_");
        assertThat(made.response().headers().firstValue("Cache-Control").orElseThrow())
                .contains("no-store");

        assertThat(site.call("GET", "/api/v1/assistants", key, null).status()).isEqualTo(200);
        assertThat(site.call("POST", "/api/v1/assistants", key, "{}").status())
                .as("its role may, it may not")
                .isEqualTo(403);

        site.keys.writeUses();
        Answer list = site.call("GET", KEYS, site.admin, null);
        assertThat(list.text()).doesNotContain(key.substring(12));
        JsonNode shown = find(list.json().path("apiKeys"), prefix);
        assertThat(shown.path("name").asString()).isEqualTo("web shop");
        assertThat(shown.path("role").asString()).isEqualTo("developer");
        assertThat(shown.path("permissions").size()).isEqualTo(3);
        assertThat(shown.path("createdBy").asString()).startsWith("key:");
        assertThat(shown.path("expiresAt").asString()).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(shown.path("lastUsedAt").isNull()).isFalse();

        assertThat(site.call("DELETE", KEYS + "/" + prefix, site.other, null).status())
                .isEqualTo(404);
        assertThat(site.call("DELETE", KEYS + "/" + prefix, site.admin, null).status())
                .isEqualTo(204);
        assertThat(site.call("DELETE", KEYS + "/" + prefix, site.admin, null).status())
                .isEqualTo(404);
        assertThat(site.call("GET", "/api/v1/assistants", key, null).status()).isEqualTo(401);
        assertThat(site.call("GET", KEYS, site.admin, null).text()).doesNotContain(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"x\"}",
                "{\"name\":\"\",\"role\":\"agent\"}",
                "{\"name\":\"x\",\"role\":\"nobody\"}",
                "{\"name\":\"x\",\"role\":\"operator\"}",
                "{\"name\":\"x\",\"role\":\"end_user\"}",
                "{\"name\":\"x\",\"role\":\"No Role\"}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[null]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[\"fly\"]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"permissions\":[\"tenant_change\"]}",
                "{\"name\":\"x\",\"role\":\"agent\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"role\":\"agent\",\"expiresAt\":\"soon\"}",
                "{\"name\":\"x\",\"role\":\"agent\",\"tenantId\":\"other\"}",
                "[]"
            })
    void whatMakesNoKeyIsRefused(String body) {
        assertThat(site.call("POST", KEYS, site.admin, body).status()).isEqualTo(400);
    }

    @Test
    void aMisspeltRestrictionIsToldAndNotPassedOver() {
        Answer refused =
                site.call(
                        "POST",
                        KEYS,
                        site.admin,
                        "{\"name\":\"x\",\"role\":\"admin\",\"permission\":[\"tenant_read\"]}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("code").asString()).isEqualTo("invalid_field");
        assertThat(refused.json().path("detail").asString()).contains("'permission'");
    }

    @Test
    void nobodyMakesAKeyThatMayMoreThanTheyMay() {
        assertThat(
                        site.call("POST", KEYS, site.admin, "{\"name\":\"x\",\"role\":\"owner\"}")
                                .status())
                .isEqualTo(403);
        assertThat(
                        site.call(
                                        "POST",
                                        KEYS,
                                        site.admin,
                                        "{\"name\":\"x\",\"role\":\"owner\","
                                                + "\"permissions\":[\"ownership\"]}")
                                .status())
                .isEqualTo(403);
        String narrow =
                site.call(
                                "POST",
                                KEYS,
                                site.admin,
                                "{\"name\":\"x\",\"role\":\"admin\","
                                        + "\"permissions\":[\"api_keys_change\"]}")
                        .json()
                        .path("key")
                        .asString();
        assertThat(site.call("POST", KEYS, narrow, "{\"name\":\"x\",\"role\":\"admin\"}").status())
                .as("a narrow key makes no wide one")
                .isEqualTo(403);
    }

    @Test
    void onlyWhoMayManageKeysDoes() {
        for (Role role : List.of(Role.AGENT, Role.ANALYST, Role.DEVELOPER)) {
            String key = site.keys.create(TenantSite.ACME, role.word(), role.id(), null).text();
            assertThat(site.call("POST", KEYS, key, "{\"name\":\"x\",\"role\":\"agent\"}").status())
                    .isEqualTo(403);
            assertThat(site.call("GET", KEYS, key, null).status())
                    .isEqualTo(role == Role.DEVELOPER ? 200 : 403);
        }
    }

    @Test
    void whoSignedInLongAgoProvesAnewWhoTheyAre() {
        AccountId account =
                new Accounts(site.database, site.clock)
                        .create(
                                new Accounts.Draft(
                                        new EmailAddress(UUID.randomUUID() + "@acme.example"),
                                        "Ann",
                                        "unused",
                                        false,
                                        true))
                        .orElseThrow()
                        .id();
        Membership membership = new Membership(TenantSite.ACME, Role.OWNER.id());
        site.memberships.put(account, membership);
        site.roles.refresh();
        var granted =
                site.logins.open(
                        new Logins.Opening(
                                account,
                                membership,
                                List.of(Method.values()[0]),
                                new Place("10.0.0.1", "test"),
                                false));
        String token = granted.access().text();
        String body = "{\"name\":\"mine\",\"role\":\"owner\"}";
        assertThat(site.call("POST", KEYS, token, body).status()).isEqualTo(201);

        site.database.with(
                connection ->
                        Sql.update(
                                connection,
                                "UPDATE logins SET proven_at = proven_at - interval '11 minutes'"));

        Answer refused = site.call("POST", KEYS, token, body);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("code").asString()).isEqualTo("step_up_required");
        assertThat(site.call("GET", KEYS, token, null).status()).isEqualTo(200);
    }

    private static JsonNode find(JsonNode list, String prefix) {
        for (JsonNode one : list) {
            if (one.path("prefix").asString().equals(prefix)) {
                return one;
            }
        }
        throw new AssertionError("no key " + prefix + " in " + list);
    }
}
