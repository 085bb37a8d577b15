package dev.repartee.embedded;

import dev.repartee.embedded.process.GuardedProcess;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A Kafka broker that is its own controller, in a JVM of its own. */
final class KafkaBroker implements EngineDefinition {
    static final String NAME = "kafka";
    private static final int NODE = 1;
    private static final int SOCKET_TIMEOUT_MILLIS = 2_000;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Path folder;
    private final EngineOptions options;
    private final int port;
    private final int controllerPort;
    private final String jars;

    KafkaBroker(Path folder, EngineOptions options) throws IOException {
        this.folder = folder;
        this.options = options;
        this.port = Port.remembered(folder.resolve("port"));
        this.controllerPort = Port.remembered(folder.resolve("controller-port"));
        this.jars = String.join(File.pathSeparator, jars(options.kafkaCache()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void prepare() throws IOException {
        KafkaSettings settings =
                new KafkaSettings(
                        NODE, folder.resolve("log"), port, controllerPort, options.kafkaDoors());
        Files.writeString(folder.resolve("server.properties"), settings.text(options.durable()));
        try (InputStream logging = KafkaBroker.class.getResourceAsStream("kafka-logging.xml")) {
            Files.copy(logging, folder.resolve("logging.xml"), StandardCopyOption.REPLACE_EXISTING);
        }
        format(folder.resolve("log"));
    }

    @Override
    public GuardedProcess.Launch launch() {
        KafkaStartCache cache = options.kafkaCache();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (cache != null) {
            command.addAll(cache.flags());
        }
        command.add("-Xmx" + options.kafkaHeapMegabytes() + "m");
        if (options.durable()) {
            command.addAll(List.of("-Xms128m", "-XX:+UseG1GC"));
        } else {
            command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        }
        command.addAll(List.of("-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider");
        command.add("-Dlogback.configurationFile=" + folder.resolve("logging.xml"));
        command.addAll(List.of("-Djava.awt.headless=true", "-cp", jars));
        command.addAll(List.of("kafka.Kafka", folder.resolve("server.properties").toString()));
        Duration grace = cache == null ? STOP : cache.grace(STOP);
        return new GuardedProcess.Launch(folder, command, "TERM", grace);
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(2);
    }

    /**
     * A broker takes connections before it is ready, but answers none; so it is asked for the
     * versions it speaks.
     */
    @Override
    public boolean serves() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            byte[] client = "repartee-probe".getBytes(StandardCharsets.US_ASCII);
            DataOutputStream request = new DataOutputStream(socket.getOutputStream());
            request.writeInt(
                    Short.BYTES + Short.BYTES + Integer.BYTES + Short.BYTES + client.length);
            request.writeShort(ApiKeys.API_VERSIONS.id);
            request.writeShort(0);
            request.writeInt(1);
            request.writeShort(client.length);
            request.write(client);
            return new DataInputStream(socket.getInputStream()).readInt() > 0;
        }
    }

    private static void format(Path log) throws IOException {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        Binaries.deleteTree(log);
        try {
            new Formatter()
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(KafkaSettings.CONTROLLER)
                    .setMetadataLogDirectory(log.toString())
                    .addDirectory(log.toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException(
                    "the log folder can't be formatted: " + failure.getMessage(), failure);
        }
    }

    /**
     * The jars of this process, or of the one that recorded the cache, those that a jar's manifest
     * names included. Class folders and our own jars are left out: the broker needs neither, the
     * JVM caches classes only from jars, and a new build of ours must not void that cache.
     */
    private static Set<String> jars(@Nullable KafkaStartCache cache) throws IOException {
        String classPath =
                cache == null || cache.jar() == null
                        ? System.getProperty("java.class.path")
                        : cache.jar().toString();
        Set<String> jars = new LinkedHashSet<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry).toAbsolutePath();
                jars.add(jar.toString());
                jars.addAll(named(jar));
            }
        }
        jars.removeIf(jar -> Path.of(jar).getFileName().toString().startsWith("repartee"));
        return jars;
    }

    private static List<String> named(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String named =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (named == null || named.isBlank()) {
                return List.of();
            }
            return Stream.of(named.strip().split("\\s+"))
                    .map(relative -> Path.of(jar.toUri().resolve(relative)))
                    .filter(Files::isRegularFile)
                    .map(Path::toString)
                    .toList();
        }
    }
}
