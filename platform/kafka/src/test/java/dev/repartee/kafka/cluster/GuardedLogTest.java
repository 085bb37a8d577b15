package dev.repartee.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.embedded.KafkaDoor;
import dev.repartee.embedded.TestEngines;
import dev.repartee.kafka.Disposition;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.LogFixture;
import dev.repartee.kafka.ParkingListener;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import dev.repartee.kafka.sender.AcceptingSender;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and SASL to a real broker that asks for them. */
class GuardedLogTest {

    private static final String USER = "repartee";
    private static final String PASSWORD = "correct-horse";

    @TempDir private static Path folder;

    private static KafkaDoor passwords;
    private static KafkaDoor certificates;
    private static KafkaDoor misnamed;
    private static Path authorities;
    private static Path others;
    private static Path ours;
    private static Path strangers;

    @BeforeAll
    static void start() throws Exception {
        X509Bundle authority = authority();
        X509Bundle stranger = authority();
        authorities = write("authority.pem", authority.getRootCertificatePEM());
        others = write("other.pem", stranger.getRootCertificatePEM());
        ours = identity("client.pem", client().buildIssuedBy(authority));
        strangers = identity("stranger.pem", client().buildIssuedBy(stranger));
        Path broker =
                identity(
                        "broker.pem",
                        server().addSanIpAddress("127.0.0.1").buildIssuedBy(authority));
        Path elsewhere =
                identity(
                        "elsewhere.pem",
                        server().addSanDnsName("elsewhere.example").buildIssuedBy(authority));
        passwords = KafkaDoor.guarded("SASL_SSL", asking(broker, "none"));
        misnamed = KafkaDoor.guarded("SASL_SSL", asking(elsewhere, "none"));
        certificates = KafkaDoor.guarded("SSL", asking(broker, "required"));
        learn(TestEngines.kafkaWith(passwords, misnamed, certificates));
    }

    @Test
    void ourClientsSpeakInSecretWithAPassword() {
        assertThatOurClientsWork(withPassword(passwords, authorities, PASSWORD));
    }

    @Test
    void ourClientsSpeakInSecretWithACertificate() {
        assertThatOurClientsWork(withCertificate(ours));
    }

    @Test
    void aWrongPasswordIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> create(withPassword(passwords, authorities, "s3cret-and-wrong")))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE))
                .hasMessageContaining("refused the credentials")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotSpokenTo() {
        assertUntrusted(withPassword(passwords, others, PASSWORD), "path");
    }

    @Test
    void aBrokerWhoseCertificateNamesAnotherHostIsNotSpokenTo() {
        assertUntrusted(withPassword(misnamed, authorities, PASSWORD), "127.0.0.1");
    }

    @Test
    void aStrangersCertificateIsRefused() {
        assertUntrusted(withCertificate(strangers), "");
    }

    @Test
    void aFileThatIsNotThereIsNamedAtTheStart() {
        assertUnusable(
                withPassword(passwords, folder.resolve("absent.pem"), PASSWORD), "absent.pem");
    }

    @Test
    void aMalformedLoginIsToldWithoutItsPassword() {
        assertUnusable(
                with(
                        withPassword(passwords, authorities, PASSWORD),
                        "sasl.jaas.config",
                        "ScramLoginModule required username=repartee password=my s3cret;"),
                "sasl.jaas.config");
    }

    private static void assertThatOurClientsWork(LogCluster cluster) {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (LogFixture log = new LogFixture(cluster, 2)) {
            AcceptingSender gateway = new AcceptingSender(cluster, "gateway", log.meters);
            OrderedConsumer consumer =
                    new OrderedConsumer(
                            cluster,
                            OrderedConfig.of(log.group, log.topic),
                            record -> {
                                seen.add(LogFixture.text(record));
                                return Disposition.done();
                            },
                            ParkingListener.NONE,
                            log.sender,
                            log.meters,
                            log.clock);
            consumer.start();
            gateway.prepare(log.topic);
            log.append(0, "ana", "hello");
            await().atMost(Duration.ofSeconds(60)).until(() -> seen.contains("hello"));
            await().atMost(Duration.ofSeconds(60)).until(gateway::ready);
            await().atMost(Duration.ofSeconds(60)).until(() -> log.committed(0) == 1);
            consumer.close(Duration.ofSeconds(5));
            gateway.close(Duration.ofSeconds(1));
        }
    }

    private static void assertUntrusted(LogCluster cluster, String reason) {
        assertThatThrownBy(() -> create(cluster))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE))
                .hasMessageContaining("no trusted connection")
                .hasMessageContaining(reason);
    }

    private static void assertUnusable(LogCluster cluster, String reason) {
        assertThatThrownBy(() -> create(cluster))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContaining(reason)
                .hasMessageNotContaining("s3cret");
    }

    private static void create(LogCluster cluster) {
        try (TopicCreator topics = new TopicCreator(cluster, new TopicSettings(1, 1, null))) {
            topics.createPool("guarded");
        }
    }

    private static LogCluster withPassword(KafkaDoor door, Path trusted, String password) {
        return new LogCluster(
                door.address(),
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "SCRAM-SHA-512",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"%s\" password=\"%s\";".formatted(USER, password),
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        trusted.toString()));
    }

    private static LogCluster withCertificate(Path identity) {
        return new LogCluster(
                certificates.address(),
                Map.of(
                        "security.protocol",
                        "SSL",
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        authorities.toString(),
                        "ssl.keystore.type",
                        "PEM",
                        "ssl.keystore.location",
                        identity.toString()));
    }

    private static LogCluster with(LogCluster cluster, String name, String value) {
        Map<String, String> security = new HashMap<>(cluster.security());
        security.put(name, value);
        return new LogCluster(cluster.bootstrap(), security);
    }

    private static Map<String, String> asking(Path identity, String clientCertificates) {
        return Map.of(
                "ssl.keystore.type", "PEM",
                "ssl.keystore.location", identity.toString(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", authorities.toString(),
                "ssl.client.auth", clientCertificates,
                "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }

    private static void learn(String bootstrap) {
        try (Admin admin = Admin.create(LogCluster.of(bootstrap).properties())) {
            var iterations = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            LogFixture.get(
                    admin.alterUserScramCredentials(
                                    List.of(
                                            new UserScramCredentialUpsertion(
                                                    USER, iterations, PASSWORD)))
                            .all()
                            .toCompletionStage()
                            .toCompletableFuture());
        }
    }

    private static X509Bundle authority() throws Exception {
        return new CertificateBuilder()
                .subject("CN=Authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static CertificateBuilder server() {
        return new CertificateBuilder().subject("CN=broker");
    }

    private static CertificateBuilder client() {
        return new CertificateBuilder().subject("CN=repartee");
    }

    /** A private key with its certificates, as Kafka takes both from one file. */
    private static Path identity(String name, X509Bundle bundle) throws Exception {
        return write(name, bundle.getPrivateKeyPEM() + "\n" + bundle.getCertificatePathPEM());
    }

    private static Path write(String name, String pem) throws Exception {
        return Files.writeString(folder.resolve(name), pem);
    }
}
