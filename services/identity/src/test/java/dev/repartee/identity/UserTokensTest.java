package dev.repartee.identity;

import static dev.repartee.testing.Statements.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserId;
import dev.repartee.identity.Authentication.Authenticated;
import dev.repartee.identity.Authentication.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTokensTest {

    private static final UserId ANNA = new UserId("anna");
    private static final UserTokenConfig CONFIG = UserTokenConfig.defaults();

    private Fixture fixture;
    private UserTokens tokens;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new Fixture(folder);
        tokens = tokens();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void namesTenantAndUser() {
        UserToken token = tokens.mint(Fixture.ACME, ANNA);
        Authenticated expected =
                new Authenticated(
                        new Principal.UserPrincipal(Fixture.ACME, ANNA, token.expiresAt(), null));

        assertThat(tokens.verify(token.text())).isEqualTo(expected);
        assertThat(tokens.verify(token.text())).as("from the cache").isEqualTo(expected);
        assertThat(tokens().verify(token.text())).as("another process").isEqualTo(expected);
        assertThat(token.toString()).doesNotContain(token.text());
    }

    @Test
    void expiresToTheSecondAlsoOutOfTheCache() {
        String token = tokens.mint(Fixture.ACME, ANNA, Duration.ofMinutes(1)).text();
        assertThat(tokens.verify(token)).isInstanceOf(Authenticated.class);

        fixture.clock.advance(Duration.ofMinutes(1));

        assertThat(tokens.verify(token)).isEqualTo(TokenVerifier.EXPIRED);
        assertThat(tokens().verify(token)).isEqualTo(TokenVerifier.EXPIRED);
    }

    @Test
    void refusesAnUnsignedToken() {
        String claims = tokens.mint(Fixture.ACME, ANNA).text().split("\\.")[1];

        for (String header : List.of("{\"alg\":\"none\"}", "{\"alg\":\"None\",\"kid\":\"x\"}")) {
            String head =
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(header.getBytes(StandardCharsets.UTF_8));
            refused(head + "." + claims + ".");
        }
    }

    @Test
    void refusesThePublicKeyAsASharedSecret() throws Exception {
        ECKey published = published();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(published.getKeyID()).build();

        refused(
                signed(
                        header,
                        claims().build(),
                        new MACSigner(published.toECPublicKey().getEncoded())));
    }

    @Test
    void refusesAForeignKeyUnderOurKeyId() throws Exception {
        ECKey foreign = new ECKeyGenerator(Curve.P_256).generate();

        refused(signed(header(published().getKeyID()), claims().build(), new ECDSASigner(foreign)));
    }

    @Test
    void refusesAKeyThatTheTokenBringsAlong() throws Exception {
        ECKey foreign = new ECKeyGenerator(Curve.P_256).generate();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID("mine")
                        .jwk(foreign.toPublicJWK())
                        .build();

        refused(signed(header, claims().build(), new ECDSASigner(foreign)));
    }

    @Test
    void refusesUnknownAndMissingKeyIds() throws Exception {
        refused(signed(header("nobody"), claims().build(), ourSigner()));
        refused(signed(header(null), claims().build(), ourSigner()));
    }

    @Test
    void believesOnlyItsOwnIssuerAndAudience() throws Exception {
        String keyId = published().getKeyID();
        assertThat(tokens.verify(signed(header(keyId), claims().build(), ourSigner())))
                .as("the same with nothing wrong")
                .isInstanceOf(Authenticated.class);

        for (JWTClaimsSet.Builder wrong :
                List.of(
                        claims().issuer("someone"),
                        claims().audience("someone"),
                        claims().audience(List.of(CONFIG.audience(), "someone")),
                        claims().subject(null),
                        claims().subject("no spaces"),
                        claims().claim("tenant", null),
                        claims().claim("tenant", 7),
                        claims().claim("tenant", "acme:evil"),
                        claims().expirationTime(null),
                        claims().issueTime(null),
                        claims().issueTime(at(Duration.ofMinutes(5))),
                        claims().expirationTime(at(Duration.ofDays(400))))) {
            refused(signed(header(keyId), wrong.build(), ourSigner()));
        }
    }

    @Test
    void refusesWhatIsNoToken() {
        String token = tokens.mint(Fixture.ACME, ANNA).text();

        refused("");
        refused("...");
        refused("a.b.c");
        refused(token + "A");
        refused(token.substring(0, token.length() - 4) + "AAAA");
        refused("x".repeat(1_000_000));
    }

    @Test
    void refusesLifetimesOutOfBounds() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(2))) {
            assertThatThrownBy(() -> tokens.mint(Fixture.ACME, ANNA, wrong))
                    .isInstanceOfSatisfying(
                            ReparteeException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD));
        }
    }

    @Test
    void rotatesWithoutRefusingAnyone() throws Exception {
        UserTokens unaware = tokens();
        String before = tokens.mint(Fixture.ACME, ANNA, Duration.ofHours(1)).text();

        tokens.rotate();
        String during = tokens.mint(Fixture.ACME, ANNA, Duration.ofHours(1)).text();
        assertThat(unaware.verify(during))
                .as("signed with a key that everybody knows")
                .isInstanceOf(Authenticated.class);
        fixture.clock.advance(Duration.ofSeconds(11));
        String after = tokens.mint(Fixture.ACME, ANNA, Duration.ofHours(1)).text();

        assertThat(keyId(during)).isEqualTo(keyId(before));
        assertThat(keyId(after)).isNotEqualTo(keyId(before));
        unaware.refresh();
        for (String token : List.of(before, during, after)) {
            assertThat(unaware.verify(token)).isInstanceOf(Authenticated.class);
        }
        fixture.clock.advance(Duration.ofDays(2));
        tokens.refresh();
        assertThat(JWKSet.parse(tokens.publicKeys()).getKeys()).hasSize(1);
    }

    @Test
    void keepsPrivateKeysWrappedAndPublishesNone() throws Exception {
        assertThat(tokens.publicKeys()).contains("\"kty\":\"EC\"").doesNotContain("\"d\"");
        assertThat(text(fixture.database, "SELECT encode(private_key, 'hex') FROM signing_keys"))
                .as("DER begins with 0x30")
                .doesNotStartWith("30");
    }

    private UserTokens tokens() {
        UserTokens made = new UserTokens(fixture.database, fixture.box, CONFIG, fixture.clock);
        made.refresh();
        return made;
    }

    private void refused(String token) {
        assertThat(tokens.verify(token))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                            assertThat(refused.detail()).isEqualTo(TokenVerifier.INVALID);
                        });
    }

    private ECKey published() throws Exception {
        return JWKSet.parse(tokens.publicKeys()).getKeys().getFirst().toECKey();
    }

    private JWSSigner ourSigner() throws Exception {
        return new ECDSASigner(
                new SigningKeyTable(fixture.database, fixture.box)
                        .verifying(Instant.EPOCH)
                        .getFirst()
                        .privateKey());
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(CONFIG.issuer())
                .audience(CONFIG.audience())
                .subject("anna")
                .claim("tenant", "acme")
                .issueTime(at(Duration.ZERO))
                .expirationTime(at(Duration.ofMinutes(1)));
    }

    private Date at(Duration fromNow) {
        return Date.from(fixture.clock.instant().plus(fromNow));
    }

    private static JWSHeader header(String keyId) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws Exception {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String keyId(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
