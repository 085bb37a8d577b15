package dev.repartee.control.federation;

import dev.repartee.control.federation.ControlWithAccounts.Answer;
import dev.repartee.oidcserver.LocalIdentityServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A browser of somebody: it keeps cookies, and follows the provider until it comes back to us. */
final class BrowserSession {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final ControlWithAccounts control;
    private final Map<String, String> ours = new LinkedHashMap<>();
    private final Map<String, String> theirs = new LinkedHashMap<>();
    private @Nullable String bearer;

    BrowserSession(ControlWithAccounts control) {
        this.control = control;
    }

    void bearer(String token) {
        bearer = token;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    Answer call(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(control.url().resolve(path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<String> answer = send(request, ours);
        String text = answer.body().isEmpty() ? "null" : answer.body();
        return new Answer(
                answer.statusCode(),
                JsonMapper.shared().readTree(text),
                location(answer),
                answer.headers().allValues("Set-Cookie"));
    }

    Answer callUnchecked(String method, String path, String body) {
        try {
            return call(method, path, body);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes the whole way, and ends at the page to which it is sent. */
    URI through(String provider, String person) throws IOException, InterruptedException {
        return through(provider, person, "{}");
    }

    URI through(String provider, String person, String wish)
            throws IOException, InterruptedException {
        return through(call("POST", "/api/v1/session/providers/" + provider, wish), person);
    }

    /** The same from any departure on. */
    URI through(Answer departure, String person) throws IOException, InterruptedException {
        String question = departure.body().path("authorizationUrl").asString();
        String back = back(question, person);
        // The public address leads to the gateway, and from there to the control plane.
        Answer landed = get(back.substring(ControlWithAccounts.PUBLIC.toString().length()));
        return URI.create(landed.location());
    }

    Answer complete(URI page) throws IOException, InterruptedException {
        String code = page.getRawFragment().substring("code=".length());
        return call("POST", "/api/v1/session/provider-code", "{\"code\":\"" + code + "\"}");
    }

    /** Signs in at the provider, until it sends the browser back. */
    private String back(String question, String person) throws IOException, InterruptedException {
        String here = question;
        HttpResponse<String> answer = visit(here);
        while (answer.statusCode() / 100 == 3 || here.endsWith("/login")) {
            if (answer.statusCode() / 100 == 3) {
                here = URI.create(here).resolve(location(answer)).toString();
                if (here.startsWith(ControlWithAccounts.PUBLIC.toString())) {
                    return here;
                }
                answer = visit(here);
            } else {
                answer = login(here, answer.body(), person);
            }
        }
        throw new AssertionError(here + " answers " + answer.statusCode() + ": " + answer.body());
    }

    private HttpResponse<String> visit(String url) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html").GET(),
                theirs);
    }

    private HttpResponse<String> login(String url, String form, String person)
            throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(form);
        if (!token.find()) {
            throw new AssertionError("no form: " + form);
        }
        Map<String, String> fields =
                Map.of(
                        "username",
                        person,
                        "password",
                        LocalIdentityServer.PASSWORD,
                        "_csrf",
                        token.group(1));
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        fields.entrySet().stream()
                                                .map(
                                                        one ->
                                                                one.getKey()
                                                                        + "="
                                                                        + URLEncoder.encode(
                                                                                one.getValue(),
                                                                                StandardCharsets
                                                                                        .UTF_8))
                                                .collect(Collectors.joining("&")))),
                theirs);
    }

    private static HttpResponse<String> send(
            HttpRequest.Builder request, Map<String, String> cookies)
            throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
