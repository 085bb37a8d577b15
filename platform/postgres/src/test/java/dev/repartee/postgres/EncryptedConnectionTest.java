package dev.repartee.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a real server, which is told to speak it while it runs. */
class EncryptedConnectionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final DatabaseConfig PLAIN = TestDatabase.config();

    @TempDir private static Path folder;

    private static Database administration;
    private static Path authorities;
    private static Path others;

    @BeforeAll
    static void encrypt() throws Exception {
        X509Bundle authority = authority();
        X509Bundle server =
                new CertificateBuilder()
                        .subject("CN=postgres")
                        .addSanIpAddress("127.0.0.1")
                        .buildIssuedBy(authority);
        authorities = write("authority.pem", authority.getRootCertificatePEM());
        others = write("other.pem", authority().getRootCertificatePEM());
        administration = TestDatabase.open(PLAIN);
        setting("ssl_cert_file", write("server.pem", server.getCertificatePathPEM()));
        setting("ssl_key_file", write("server.key", server.getPrivateKeyPEM()));
        TestDatabase.execute(administration, "ALTER SYSTEM SET ssl = on");
        TestDatabase.execute(administration, "SELECT pg_reload_conf()");
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            try (Database trial = TestDatabase.open(with("sslmode=require"))) {
                                return encrypted(trial);
                            }
                        });
    }

    @AfterAll
    static void undo() {
        for (String name : new String[] {"ssl", "ssl_cert_file", "ssl_key_file"}) {
            TestDatabase.execute(administration, "ALTER SYSTEM RESET " + name);
        }
        TestDatabase.execute(administration, "SELECT pg_reload_conf()");
        administration.close();
    }

    @Test
    void aServerWithTheRightCertificateIsSpokenToInSecret() {
        try (Database database =
                TestDatabase.open(with("sslmode=verify-full&sslrootcert=" + authorities))) {
            assertThat(encrypted(database)).isTrue();
        }
    }

    @Test
    void aServerWithAnotherAuthoritysCertificateIsNot() {
        refused(with("sslmode=verify-full&sslrootcert=" + others));
    }

    @Test
    void aServerWhoseCertificateNamesAnotherHostIsNot() {
        refused(
                with(
                        "sslmode=verify-full&sslrootcert=" + authorities,
                        PLAIN.url().replace("127.0.0.1", "localhost")));
    }

    private static void refused(DatabaseConfig config) {
        assertThatThrownBy(() -> TestDatabase.open(config).close())
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    private static boolean encrypted(Database database) {
        return TestDatabase.number(
                        database,
                        "SELECT count(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
                == 1;
    }

    private static DatabaseConfig with(String properties) {
        return with(properties, PLAIN.url());
    }

    private static DatabaseConfig with(String properties, String url) {
        return new DatabaseConfig(
                url + "?" + properties,
                PLAIN.user(),
                PLAIN.password(),
                1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
    }

    private static void setting(String name, Path file) {
        TestDatabase.execute(
                administration,
                "ALTER SYSTEM SET %s = '%s'".formatted(name, file.toAbsolutePath()));
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=Authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    /** A key that others may read is refused by the server. */
    private static Path write(String name, String pem) throws Exception {
        Path file = Files.writeString(folder.resolve(name), pem);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
