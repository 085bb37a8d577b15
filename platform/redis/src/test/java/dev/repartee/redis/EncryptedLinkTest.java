package dev.repartee.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.embedded.TestEngines;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a real Redis, which here is behind something that ends it. */
class EncryptedLinkTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final RedisURI PLAIN = RedisURI.create(TestEngines.redis());
    private static final AtomicInteger REFUSED = new AtomicInteger();

    @TempDir private static Path folder;

    private static SSLServerSocket door;
    private static Path authorities;
    private static Path others;

    @BeforeAll
    static void open() throws Exception {
        X509Bundle authority = authority();
        X509Bundle server =
                new CertificateBuilder()
                        .subject("CN=redis")
                        .addSanDnsName("localhost")
                        .buildIssuedBy(authority);
        authorities =
                Files.writeString(folder.resolve("ours.pem"), authority.getRootCertificatePEM());
        others =
                Files.writeString(
                        folder.resolve("others.pem"), authority().getRootCertificatePEM());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(server.toKeyManagerFactory().getKeyManagers(), null, null);
        door =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(EncryptedLinkTest::serve);
    }

    @AfterAll
    static void close() throws IOException {
        door.close();
    }

    @Test
    void aServerWithTheRightCertificateIsSpokenToInSecret() {
        try (RedisLink link = link("localhost", authorities)) {
            await().atMost(PATIENCE).until(link::up);
            assertThat(link.call(commands -> commands.ping()).join()).isEqualTo("PONG");
        }
    }

    @Test
    void aServerWithAnotherAuthoritysCertificateIsNot() {
        assertNeverUp("localhost", others);
    }

    @Test
    void aServerThatJavaDoesNotTrustIsNotWithoutAnAuthority() {
        assertNeverUp("localhost", null);
    }

    @Test
    void aServerWhoseCertificateNamesAnotherHostIsNot() {
        assertNeverUp("127.0.0.1", authorities);
    }

    private static void assertNeverUp(String host, @Nullable Path trusted) {
        int before = REFUSED.get();
        try (RedisLink link = link(host, trusted)) {
            await().atMost(PATIENCE).until(() -> REFUSED.get() > before);
            assertThat(link.up()).isFalse();
        }
    }

    private static RedisLink link(String host, @Nullable Path trusted) {
        String uri =
                "rediss://:%s@%s:%d"
                        .formatted(
                                new String(
                                        PLAIN.getCredentialsProvider()
                                                .resolveCredentials()
                                                .block()
                                                .getPassword()),
                                host,
                                door.getLocalPort());
        return RedisLink.open(
                RedisConfig.at(uri).waiting(PATIENCE).trusting(trusted), new SimpleMeterRegistry());
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=Authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static void serve() {
        while (!door.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) door.accept();
                Thread.ofVirtual().start(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pass(SSLSocket client) {
        try (client;
                Socket redis = new Socket(PLAIN.getHost(), PLAIN.getPort())) {
            client.startHandshake();
            Thread answers = Thread.ofVirtual().start(() -> copy(redis, client));
            copy(client, redis);
            answers.join(Duration.ofSeconds(1));
        } catch (SSLHandshakeException refused) {
            REFUSED.incrementAndGet();
        } catch (IOException | InterruptedException gone) {
            // The client went, or was refused while it spoke.
            REFUSED.incrementAndGet();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException gone) {
            // Either side may leave.
            return;
        }
    }
}
