package dev.repartee.verification;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.verification.system.ApiClient;
import dev.repartee.verification.system.Door;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens that say that a victim is here, and that nobody must believe. */
final class ForgedTokens {

    private final ApiClient client;
    private final Door door;

    ForgedTokens(ApiClient client, Door door) {
        this.client = client;
        this.door = door;
    }

    /** With an algorithm that signs nothing. */
    String unsigned() {
        return encoded("{\"alg\":\"none\"}") + "." + encoded(claims()) + ".";
    }

    /** HS256 with the published key as the secret: works where the header picks the algorithm. */
    String confused() throws Exception {
        String published = door.call("GET", "/.well-known/jwks.json", null, null).body();
        JsonNode key = JsonMapper.shared().readTree(published).path("keys").path(0);
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(key.path("kid").asString())
                                .build(),
                        new JWTClaimsSet.Builder()
                                .issuer("repartee")
                                .audience("repartee-gateway")
                                .subject("victim")
                                .claim("tenant", "demo")
                                .issueTime(new Date())
                                .expirationTime(new Date(System.currentTimeMillis() + 600_000))
                                .build());
        token.sign(new MACSigner(key.toString().getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    /** A token of ours under another header. */
    String withHeader(String header) {
        String[] parts = client.token("mallory").split("\\.");
        return encoded(header) + "." + parts[1] + "." + parts[2];
    }

    /** A token of ours whose claims were written anew. */
    String reworded() {
        String[] parts = client.token("mallory").split("\\.");
        return parts[0] + "." + encoded(claims()) + "." + parts[2];
    }

    private static String claims() {
        long now = System.currentTimeMillis() / 1000;
        return "{\"iss\":\"repartee\",\"aud\":\"repartee-gateway\",\"sub\":\"victim\","
                + "\"tenant\":\"demo\",\"role\":\"owner\",\"iat\":"
                + now
                + ",\"exp\":"
                + (now + 600)
                + "}";
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
