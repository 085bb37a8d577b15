package dev.repartee.bench.fuzz.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {

    private static final String PROBLEM = "Content-Type: application/problem+json";

    private final AnswerRules rules = new AnswerRules(List.of("canary-1"));

    @Test
    void letsPassWhatIsDocumented() {
        assertThat(broken(200, "", "{}")).isNull();
        assertThat(broken(400, PROBLEM, "{\"code\":\"invalid_field\"}")).isNull();
        assertThat(broken(503, PROBLEM, "{\"code\":\"log_unavailable\"}")).isNull();
    }

    @Test
    void noticesWhatIsABug() {
        assertThat(broken(500, PROBLEM, "{\"code\":\"internal\"}")).contains("500");
        assertThat(broken(502, "", "bad gateway")).contains("502");
        assertThat(broken(400, PROBLEM, "{\"code\":\"not_found\"}")).contains("NOT_FOUND");
        assertThat(broken(400, PROBLEM, "{\"code\":\"no_such_code\"}")).contains("null");
        assertThat(broken(400, "", "java.lang.NullPointerException")).contains("inside");
    }

    @Test
    void noticesAnotherTenantsDataAndInjectedHeaders() {
        assertThat(broken(200, "", "{\"text\":\"canary-1\"}")).contains("another tenant");
        assertThat(broken(200, "Location: canary-1", "")).contains("another tenant");
        assertThat(broken(200, "X-Injected: 1", "")).contains("injected");
    }

    private String broken(int status, String header, String body) {
        return rules.broken(new Answer(status, List.of(header), body, false), false).orElse(null);
    }
}
