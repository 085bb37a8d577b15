package dev.repartee.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key pair on P-256 that signs user tokens.
 *
 * @param id the {@code kid} of its tokens
 * @param publicKey verifies
 * @param privateKey signs
 * @param createdAt when it was made
 * @param retiredAt from when on it only verifies, or null
 */
record SigningKey(
        String id,
        ECPublicKey publicKey,
        ECPrivateKey privateKey,
        Instant createdAt,
        @Nullable Instant retiredAt) {

    static SigningKey read(
            String id,
            byte[] publicKey,
            byte[] privateKey,
            Instant createdAt,
            @Nullable Instant retiredAt)
            throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new SigningKey(
                id,
                (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
                createdAt,
                retiredAt);
    }

    /** The public half as others read it. */
    ECKey published() {
        return new ECKey.Builder(Curve.P_256, publicKey)
                .keyID(id)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .build();
    }

    /** Without the private half. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
