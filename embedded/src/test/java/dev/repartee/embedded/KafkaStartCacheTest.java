package dev.repartee.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaStartCacheTest {
    private static final Duration USUAL = Duration.ofSeconds(5);

    @TempDir Path folder;

    @Test
    void aBrokerThatRecordsWritesBesideTheCacheAndTheNextOneRunsFromWhatWasKept() throws Exception {
        KafkaStartCache cache = KafkaStartCache.at(folder.resolve("kafka.aot"));
        String fresh = cache.file() + ".new";
        assertThat(command(cache.recorded())).contains("-XX:AOTCacheOutput=" + fresh);

        Files.writeString(Path.of(fresh), "recorded");
        assertThat(cache.keep()).isTrue();

        assertThat(cache.file()).hasContent("recorded");
        assertThat(command(cache)).contains("-XX:AOTCache=" + cache.file());
        assertThat(cache.keep()).as("nothing is left to keep").isFalse();
    }

    @Test
    void aCacheThatIsNotThereIsNotAskedFor() {
        KafkaStartCache cache = KafkaStartCache.at(folder.resolve("none.aot"));

        assertThat(cache.flags()).isEmpty();
        assertThat(cache.grace(USUAL)).isEqualTo(USUAL);
    }

    @Test
    void aBrokerThatRecordsHasTheTimeToWriteItDown() {
        assertThat(KafkaStartCache.at(folder.resolve("a.aot")).recorded().grace(USUAL))
                .isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void aBrokerStartsWithoutACacheThatIsDamaged() throws Exception {
        Path damaged = Files.writeString(folder.resolve("damaged.aot"), "no cache at all");
        EngineOptions options =
                EngineOptions.forTests().withKafkaCache(KafkaStartCache.at(damaged));

        try (DataFolder data = DataFolder.claim(folder.resolve("data"))) {
            KafkaBroker broker = new KafkaBroker(data.engine(KafkaBroker.NAME), options);
            SupervisedEngine kafka = new SupervisedEngine(broker, data, false);
            kafka.start();
            try {
                EngineClients.createTopic(kafka.address(), "marks");
                EngineClients.send(kafka.address(), "marks", "first");
                assertThat(EngineClients.read(kafka.address(), "marks")).containsExactly("first");
            } finally {
                kafka.stop();
            }
        }
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void whatWasRecordedAndNotKeptIsForgotten() throws IOException {
        KafkaStartCache cache = KafkaStartCache.at(folder.resolve("kafka.aot"));
        Files.writeString(folder.resolve("kafka.aot.new"), "half of it");

        cache.discard();

        assertThat(cache.keep()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theBrokerRunsFromTheLibrariesOfTheJarThatRecordedIt() throws Exception {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.writeString(lib.resolve("kafka.jar"), "");
        Files.writeString(lib.resolve("repartee-contract.jar"), "");
        Path jar = folder.resolve("repartee.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes()
                .putValue("Class-Path", "lib/kafka.jar lib/repartee-contract.jar lib/gone.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        KafkaStartCache cache =
                KafkaStartCache.at(folder.resolve("kafka.aot")).withLibrariesOf(jar);

        List<String> command = command(cache);

        assertThat(command.get(command.indexOf("-cp") + 1))
                .isEqualTo(lib.resolve("kafka.jar").toString());
    }

    private List<String> command(KafkaStartCache cache) throws IOException {
        EngineOptions options = EngineOptions.forTests().withKafkaCache(cache);
        Path home = Files.createDirectories(folder.resolve("home"));
        return new KafkaBroker(home, options).launch().command();
    }
}
