package dev.repartee.bench.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running process of roles. */
public final class RoleProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Pattern READY = Pattern.compile("Ctrl-C stops");
    private static final Pattern GATEWAY = Pattern.compile("HTTP: +(http://\\S+)");
    private static final Pattern OPERATIONS = Pattern.compile("operations: +(http://[^/]+)");

    private final RoleSpec spec;
    private final JavaProcess process;

    RoleProcess(RoleSpec spec, JavaProcess process) {
        this.spec = spec;
        this.process = process;
    }

    /** Waits until it takes traffic. */
    public RoleProcess ready() {
        process.awaitOutput(READY, START);
        return this;
    }

    public RoleSpec spec() {
        return spec;
    }

    public String name() {
        return spec.name();
    }

    public JavaProcess process() {
        return process;
    }

    /** The gateway that it announced; only with the role gateway, once it is ready. */
    public URI gateway() {
        return announced(GATEWAY);
    }

    /** Where its metrics are, once it is ready. */
    public URI operations() {
        return announced(OPERATIONS);
    }

    @Override
    public void close() {
        process.close();
    }

    private URI announced(Pattern pattern) {
        Matcher address = pattern.matcher(process.output());
        if (!address.find()) {
            throw new IllegalStateException(name() + " announced no address like " + pattern);
        }
        String found = address.group(1).replace("0.0.0.0", "127.0.0.1");
        return URI.create(found);
    }
}
