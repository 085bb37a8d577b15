package dev.repartee.control.session;

import com.upokecenter.cbor.CBORObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A browser and its authenticator in one, with a single passkey: it makes real keys and real
 * signatures, and lies when a test tells it to.
 */
final class SoftwareAuthenticator {

    static final String HOME = "https://chat.example";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int PRESENT = 1;
    private static final int VERIFIED = 4;
    private static final int BACKUP_ELIGIBLE = 8;
    private static final int BACKED_UP = 16;
    private static final int KEY_INCLUDED = 64;

    private final KeyPair keys = newKeys();
    byte[] id = new byte[32];

    /** What the person sees in the address bar. */
    String origin = HOME;

    /** Which site the authenticator believes to be at. */
    String domain = "chat.example";

    /** Whether it asks for a finger or a PIN. */
    boolean verifies = true;

    /** Whether it says that copies of its keys may be kept, and are. */
    boolean copies = true;

    long count;
    String userHandle = "";

    SoftwareAuthenticator() {
        new SecureRandom().nextBytes(id);
    }

    /** {@code navigator.credentials.create}. */
    Map<String, Object> create(JsonNode options) {
        userHandle = options.at("/user/id").asString();
        byte[] data = authenticatorData(KEY_INCLUDED, attested());
        CBORObject object =
                CBORObject.NewMap()
                        .Add("fmt", "none")
                        .Add("attStmt", CBORObject.NewMap())
                        .Add("authData", data);
        return credential(
                Map.of(
                        "clientDataJSON",
                        base64(clientData("webauthn.create", options)),
                        "attestationObject",
                        base64(object.EncodeToBytes()),
                        "transports",
                        List.of("internal", "hybrid"),
                        "publicKeyAlgorithm",
                        -7));
    }

    /** {@code navigator.credentials.get}. */
    Map<String, Object> get(JsonNode options) {
        count++;
        byte[] data = authenticatorData(0, new byte[0]);
        byte[] client = clientData("webauthn.get", options);
        return credential(
                Map.of(
                        "clientDataJSON",
                        base64(client),
                        "authenticatorData",
                        base64(data),
                        "signature",
                        base64(sign(join(data, sha256(client)))),
                        "userHandle",
                        userHandle));
    }

    static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        return Map.of(
                "id",
                base64(id),
                "rawId",
                base64(id),
                "type",
                "public-key",
                "response",
                response,
                "clientExtensionResults",
                Map.of());
    }

    private byte[] clientData(String type, JsonNode options) {
        return """
        {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}"""
                .formatted(type, options.get("challenge").asString(), origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int flags, byte[] rest) {
        int copied = copies ? BACKUP_ELIGIBLE | BACKED_UP : 0;
        int all = flags | PRESENT | copied | (verifies ? VERIFIED : 0);
        return ByteBuffer.allocate(37 + rest.length)
                .put(sha256(domain.getBytes(StandardCharsets.UTF_8)))
                .put((byte) all)
                .putInt((int) count)
                .put(rest)
                .array();
    }

    private byte[] attested() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        byte[] key =
                CBORObject.NewMap()
                        .Add(1, 2)
                        .Add(3, -7)
                        .Add(-1, 1)
                        .Add(-2, coordinate(point.getAffineX().toByteArray()))
                        .Add(-3, coordinate(point.getAffineY().toByteArray()))
                        .EncodeToBytes();
        return ByteBuffer.allocate(18 + id.length + key.length)
                .put(new byte[16])
                .putShort((short) id.length)
                .put(id)
                .put(key)
                .array();
    }

    /** 32 bytes, whatever Java's sign byte or missing zeros make of it. */
    private static byte[] coordinate(byte[] number) {
        byte[] padded = join(new byte[32], number);
        return Arrays.copyOfRange(padded, padded.length - 32, padded.length);
    }

    private byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
