package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.fuzz.guide.Coverage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.jacoco.agent.rt.RT;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.runtime.RemoteControlReader;
import org.jacoco.core.runtime.RemoteControlWriter;

/** Records in another JVM which code was reached. */
final class CoverageAgent {

    private final int port;

    CoverageAgent() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The flag that lets a JVM record. */
    String flag() {
        try {
            Path jar =
                    Path.of(RT.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return "-javaagent:"
                    + jar
                    + "=output=tcpserver,address=127.0.0.1,port="
                    + port
                    + ",includes=dev.repartee.*";
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the agent has no file", e);
        }
    }

    /** What the JVM reached so far of all classes of these packages. */
    Coverage coverage(List<String> packages) {
        ExecutionDataStore store = new ExecutionDataStore();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            RemoteControlWriter ask = new RemoteControlWriter(socket.getOutputStream());
            RemoteControlReader answer = new RemoteControlReader(socket.getInputStream());
            answer.setSessionInfoVisitor(session -> {});
            answer.setExecutionDataVisitor(store);
            ask.visitDumpCommand(true, false);
            answer.read();
        } catch (IOException e) {
            throw new UncheckedIOException("the coverage can't be read", e);
        }
        return Coverage.of(store, packages, name -> true);
    }
}
