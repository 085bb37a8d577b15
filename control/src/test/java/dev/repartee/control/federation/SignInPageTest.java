package dev.repartee.control.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.control.access.DeclaredEndpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page where people sign in: served to everybody, strict, and true to the API. */
class SignInPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ControlWithAccounts control;

    @BeforeAll
    static void start(@TempDir Path folder) {
        control = new ControlWithAccounts(folder);
    }

    @AfterAll
    static void stop() {
        control.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sign-in",
                "/account/verify",
                "/account/change-email",
                "/account/reset",
                "/account/join",
                "/account/mailbox"
            })
    void isServedWhereMailsAndProvidersLead(String path) throws Exception {
        HttpResponse<String> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }

    @Test
    void othersPathsBesideItAreNotThere() throws Exception {
        assertThat(get("/account/elsewhere").statusCode()).isEqualTo(401);
        assertThat(get("/sign-in/package-info.class").statusCode()).isEqualTo(401);
    }

    @Test
    void holdsNothingThatItsPolicyWouldRefuse() throws Exception {
        String html = get("/sign-in").body();

        assertThat(html).doesNotContain("style=", "<style", "javascript:", "http://", "https://");
        assertThat(all("<script[^>]*>([^<]*)</script>", html)).containsOnly("");
        assertThat(Pattern.compile("\\son[a-z]+=").matcher(html).find()).isFalse();
        assertThat(get("/sign-in/sign-in.js").body())
                .doesNotContain("innerHTML", "eval(", "document.write", "localStorage");
    }

    @Test
    void everyFormAndButtonDoesSomethingAndEveryViewIsThere() throws Exception {
        String html = get("/sign-in").body();
        String script = get("/sign-in/sign-in.js").body();

        assertThat(all("data-(?:act|do|change)=\"(\\w+)\"", html))
                .isNotEmpty()
                .allSatisfy(
                        name ->
                                assertThat(script)
                                        .containsPattern(
                                                "(?m)^  (?:async )?" + name + "(?:\\(|:)"));
        assertThat(all("<template id=\"(\\w+)\"", html))
                .containsAll(all("show\\('(\\w+)'", script));
    }

    @Test
    void everyLabelNamesAField() throws Exception {
        String html = get("/sign-in").body();

        assertThat(all("<label for=\"(\\w+)\"", html)).isEqualTo(all("<input id=\"(\\w+)\"", html));
    }

    @Test
    void callsOnlyWhatTheApiHas() throws Exception {
        List<String> declared = DeclaredEndpoints.names();
        String script = get("/sign-in/sign-in.js").body();

        assertThat(all("call\\('([A-Z]+ ?', ?'/[a-z/-]+)'", script))
                .isNotEmpty()
                .allSatisfy(
                        call ->
                                assertThat(declared)
                                        .contains(call.replaceAll("', ?'", " /api/v1")));
    }

    @Test
    void isNoPartOfTheApi() throws Exception {
        HttpResponse<String> document = get("/v3/api-docs");

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.body())
                .contains("\"/api/v1/session/ways\"", "\"/api/v1/session/step-up/provider\"")
                .doesNotContain("\"/sign-in", "\"/account/");
    }

    @Test
    void isNotSentTwice() throws Exception {
        String tag = get("/sign-in/sign-in.css").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                HTTP.send(
                        request("/sign-in/sign-in.css").header("If-None-Match", tag).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void offersTheWaysInThatThereAreAndTellsStrangersOfNoMailbox() throws Exception {
        HttpResponse<String> ways = get("/api/v1/session/ways");

        assertThat(ways.body())
                .contains("\"registration\":\"invited\"", "\"passkeys\":false")
                .contains("{\"id\":\"local\",\"name\":\"Local\"}", "\"mailbox\":false");
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toList());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(control.url() + path));
    }
}
