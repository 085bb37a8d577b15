package dev.repartee.identity.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider and a GitHub in one, as exact as the real ones about codes, clients and PKCE,
 * whose tokens can be forged at will.
 */
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "our-client";
    static final String SECRET = "our client's secret: 100%";

    final ECKey key;
    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, Object> metadata = new ConcurrentHashMap<>();

    // Set by the test before a request, read by the server's thread.
    volatile Person person = new Person("subject-1", "ann@acme.example", true);
    volatile Forger forger = this::honest;
    volatile Map<String, Object> userInfo = Map.of();
    volatile String githubEmails = "[]";
    volatile boolean down;

    FakeProvider() throws IOException, JOSEException {
        key = newKey();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers("/.well-known/openid-configuration", request -> json(metadata));
        answers("/jwks", request -> "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
        answers("/token", this::token);
        answers("/userinfo", request -> json(userInfo));
        answers("/login/oauth/access_token", this::githubToken);
        answers("/api/v3/user", request -> "{\"id\":4711,\"login\":\"ann\",\"name\":null}");
        answers("/api/v3/user/emails", request -> githubEmails);
        server.start();
        metadata.putAll(
                Map.of(
                        "issuer",
                        issuer().toString(),
                        "authorization_endpoint",
                        issuer() + "/authorize",
                        "token_endpoint",
                        issuer() + "/token",
                        "jwks_uri",
                        issuer() + "/jwks",
                        "userinfo_endpoint",
                        issuer() + "/userinfo",
                        "subject_types_supported",
                        new String[] {"public"},
                        "response_types_supported",
                        new String[] {"code"},
                        "id_token_signing_alg_values_supported",
                        new String[] {"ES256"}));
    }

    /** Whom it vouches for. */
    record Person(String subject, String email, @Nullable Object verified) {}

    /** Makes an ID token for a question. */
    interface Forger {
        String token(Map<String, String> question) throws JOSEException;
    }

    private interface Answering {
        String to(HttpExchange request) throws IOException;
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Says something else of itself. */
    void describe(String field, Object value) {
        metadata.put(field, value);
    }

    /** What the browser brings back after the person has agreed. */
    Map<String, String> answer(URI question) {
        Map<String, String> asked = query(question.getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        Map<String, String> answer = new HashMap<>();
        answer.put("code", code);
        answer.put("state", asked.get("state"));
        return answer;
    }

    /** The claims that an honest provider would make. */
    JWTClaimsSet.Builder claims(Map<String, String> question) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer().toString())
                        .subject(person.subject())
                        .audience(question.get("client_id"))
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .claim("nonce", question.get("nonce"))
                        .claim("name", "Ann");
        if (!person.email().isEmpty()) {
            claims.claim("email", person.email()).claim("email_verified", person.verified());
        }
        return claims;
    }

    String sign(JWTClaimsSet claims, ECKey with) throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        claims);
        token.sign(new ECDSASigner(with));
        return token.serialize();
    }

    String honest(Map<String, String> question) throws JOSEException {
        return sign(claims(question).build(), key);
    }

    static ECKey newKey() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
    }

    private String token(HttpExchange request) throws IOException {
        String basic = request.getRequestHeaders().getFirst("Authorization");
        String[] client =
                new String(
                                Base64.getDecoder().decode(basic.substring("Basic ".length())),
                                StandardCharsets.UTF_8)
                        .split(":", 2);
        Map<String, String> form = form(request);
        Map<String, String> asked = codes.remove(form.get("code"));
        if (asked == null
                || !CLIENT.equals(decoded(client[0]))
                || !SECRET.equals(decoded(client[1]))
                || !redeems(form, asked)) {
            return "{\"error\":\"invalid_grant\"}";
        }
        try {
            return json(
                    Map.of(
                            "access_token", "the provider's access token",
                            "token_type", "Bearer",
                            "id_token", forger.token(asked)));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private String githubToken(HttpExchange request) throws IOException {
        Map<String, String> form = form(request);
        Map<String, String> asked = codes.remove(form.get("code"));
        return asked == null
                        || !CLIENT.equals(form.get("client_id"))
                        || !SECRET.equals(form.get("client_secret"))
                        || !redeems(form, asked)
                ? "{\"error\":\"bad_verification_code\"}"
                : "{\"access_token\":\"gho_x\",\"token_type\":\"bearer\",\"scope\":\"\"}";
    }

    /** RFC 7636: only who asked can redeem; RFC 6749: at the address that was asked with. */
    private static boolean redeems(Map<String, String> form, Map<String, String> asked) {
        String verifier = form.get("code_verifier");
        return verifier != null
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
                        .getValue()
                        .equals(asked.get("code_challenge"));
    }

    private void answers(String path, Answering answering) {
        server.createContext(
                path,
                request -> {
                    String text = down ? "" : answering.to(request);
                    byte[] body = text.getBytes(StandardCharsets.UTF_8);
                    int status = down ? 503 : text.startsWith("{\"error\"") ? 400 : 200;
                    request.getResponseHeaders().set("Content-Type", "application/json");
                    request.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    if (body.length > 0) {
                        request.getResponseBody().write(body);
                    }
                    request.close();
                });
    }

    private static Map<String, String> form(HttpExchange request) {
        try {
            return query(
                    new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> query(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
