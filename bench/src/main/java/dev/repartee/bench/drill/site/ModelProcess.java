package dev.repartee.bench.drill.site;

import dev.repartee.bench.Main;
import dev.repartee.bench.cluster.JavaProcess;
import dev.repartee.bench.cluster.ProcessSpec;
import dev.repartee.bench.stub.StubBehaviour;
import dev.repartee.bench.stub.StubClient;
import dev.repartee.bench.stub.StubFaults;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The model and the NLP service, in a process of their own. */
public final class ModelProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Stub: (http://\\S+)");
    private static final Duration START = Duration.ofMinutes(4);

    private final JavaProcess process;
    private final URI url;
    private final StubClient client;

    private ModelProcess(JavaProcess process, URI url) {
        this.process = process;
        this.url = url;
        this.client = new StubClient(url);
    }

    static ModelProcess start(Path folder) {
        JavaProcess process =
                JavaProcess.start(
                        new ProcessSpec(
                                "model",
                                List.of("-XX:+UseSerialGC", "-Xmx256m"),
                                Main.class.getName(),
                                List.of("stub", "--port=0"),
                                Map.of()),
                        folder);
        return new ModelProcess(process, URI.create(process.awaitOutput(READY, START).group(1)));
    }

    URI url() {
        return url;
    }

    /** Makes it fail, from now on, in that way. */
    public void fail(StubFaults faults) {
        StubBehaviour behaviour = client.behaviour();
        client.behaviour(behaviour.with(faults));
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
