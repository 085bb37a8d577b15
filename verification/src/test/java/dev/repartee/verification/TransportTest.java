package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.app.FirstRun;
import dev.repartee.verification.system.RunningSystem;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A running system that speaks TLS at its door, and with certificates of both sides inside. */
class TransportTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir private static Path folder;

    private static X509Bundle authority;
    private static RunningSystem system;
    private static int controlPort;

    @BeforeAll
    static void start() throws Exception {
        authority = authority();
        Path ours = write("authority.pem", authority.getRootCertificatePEM());
        door();
        X509Bundle control = issued("control", authority);
        X509Bundle gateway = issued("gateway", authority);
        try (ServerSocket free = new ServerSocket(0)) {
            controlPort = free.getLocalPort();
        }
        system =
                RunningSystem.start(
                        """
                        gateway:
                          network:
                            tls:
                              certificate: %1$s/door.pem
                              key: %1$s/door.key
                              look: 200ms
                          controlTls:
                            authorities: %2$s
                            certificate: %3$s
                            key: %4$s
                        control:
                          port: %5$d
                          tls:
                            certificate: %6$s
                            key: %7$s
                            gateways: %2$s
                        """
                                .formatted(
                                        folder,
                                        ours,
                                        write("gateway.pem", gateway.getCertificatePathPEM()),
                                        write("gateway.key", gateway.getPrivateKeyPEM()),
                                        controlPort,
                                        write("control.pem", control.getCertificatePathPEM()),
                                        write("control.key", control.getPrivateKeyPEM())));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void theGatewayReachesTheControlPlaneByItsCertificate() throws Exception {
        HttpResponse<String> answer = get(client(null), door("/api/v1/assistants"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                get(client(null), door("/api/v1/openapi.json"))
                                        .body()
                                        .contains("/api/v1/assistants/{assistantId}"));
    }

    @Test
    void nobodyElseReachesTheControlPlane() throws Exception {
        URI control = URI.create("https://localhost:" + controlPort + "/api/v1/assistants");
        assertThat(get(client(issued("gateway", authority)), control).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> get(client(null), control)).isInstanceOf(IOException.class);
        X509Bundle stranger = issued("gateway", authority());
        assertThatThrownBy(() -> get(client(stranger), control)).isInstanceOf(IOException.class);
        URI plain = URI.create("http://localhost:" + controlPort + "/api/v1/assistants");
        assertThat(get(client(null), plain).statusCode()).isEqualTo(400);
    }

    @Test
    void aRenewedCertificateIsUsedAndABrokenOneIsNot() throws Exception {
        BigInteger first = shown();
        BigInteger second = door();
        assertThat(second).isNotEqualTo(first);
        await().atMost(PATIENCE).until(() -> shown().equals(second));

        write("door.pem", "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n");
        BigInteger third;
        await().atMost(PATIENCE).during(Duration.ofSeconds(1)).until(() -> shown().equals(second));
        third = door();
        await().atMost(PATIENCE).until(() -> shown().equals(third));
    }

    /**
     * At both planes: the gateway answers the one itself, and tells the other what was called. A
     * browser offers HTTP/2, which would bring no Host header to compare; the door doesn't take it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/models", "/api/v1/assistants"})
    void whoOffersHttp2GetsHttp1AndCallsFromPagesOfTheDoorAlone(String path) throws Exception {
        HttpResponse<String> own = fromPage(door(path), door("/").toString().replaceAll("/$", ""));
        assertThat(own.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);

        HttpResponse<String> foreign = fromPage(door(path), "https://elsewhere.example");
        assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(403);
    }

    private static HttpResponse<String> fromPage(URI uri, String origin) throws Exception {
        try (HttpClient client = client(null, HttpClient.Version.HTTP_2)) {
            return client.send(
                    request(uri).header("Origin", origin).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** A new certificate for the door, and its serial number. */
    private static BigInteger door() throws Exception {
        X509Bundle made = issued("door", authority);
        write("door.key", made.getPrivateKeyPEM());
        write("door.pem", made.getCertificatePathPEM());
        return made.getCertificate().getSerialNumber();
    }

    /** The serial number of the certificate that a new connection is shown. */
    private static BigInteger shown() throws Exception {
        return ((X509Certificate)
                        get(client(null), door("/health"))
                                .sslSession()
                                .orElseThrow()
                                .getPeerCertificates()[0])
                .getSerialNumber();
    }

    private static URI door(String path) {
        return system.node().url().resolve(path);
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        try (client) {
            return client.send(request(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + FirstRun.read(system.data()).apiKey());
    }

    private static HttpClient client(@Nullable X509Bundle own) throws Exception {
        return client(own, HttpClient.Version.HTTP_1_1);
    }

    private static HttpClient client(@Nullable X509Bundle own, HttpClient.Version version)
            throws Exception {
        KeyManager[] keys = own == null ? null : own.toKeyManagerFactory().getKeyManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, authority.toTrustManagerFactory().getTrustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=Authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static X509Bundle issued(String name, X509Bundle by) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addSanDnsName("localhost")
                .buildIssuedBy(by);
    }

    /** The file appears whole. */
    private static Path write(String name, String pem) throws IOException {
        Path draft = Files.writeString(folder.resolve(name + ".draft"), pem);
        return Files.move(
                draft,
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
