package dev.repartee.app;

import dev.repartee.embedded.EmbeddedEngines;
import dev.repartee.runtime.Lifecycle;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the embedded engines alone, so that several processes of this machine can share them. */
@Command(
        name = "engines",
        description =
                "Run Kafka, PostgreSQL and Redis in the foreground, for other processes to share.",
        mixinStandardHelpOptions = true)
final class EnginesCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            description = "folder for all data (default: ${DEFAULT-VALUE})",
            defaultValue = "./data")
    private Path data = Path.of("./data");

    @Override
    public Integer call() throws InterruptedException {
        EnginesComponent engines = new EnginesComponent(data, StartCaches.engineOptions());
        Lifecycle lifecycle = new Lifecycle(List.of(engines), Lifecycle.STOP_LIMIT);
        Runtime.getRuntime().addShutdownHook(new Thread(lifecycle::stop, "stop"));
        lifecycle.start();
        print(System.out, engines.engines());
        new CountDownLatch(1).await();
        return 0;
    }

    /** Passwords stay in the file. */
    private void print(PrintStream output, EmbeddedEngines engines) {
        output.println("Kafka       " + engines.addresses().kafka());
        output.println("PostgreSQL  " + engines.addresses().postgres().replaceFirst("\\?.*", ""));
        output.println(
                "Redis       " + engines.addresses().redis().replaceFirst("//[^/@]*+@", "//"));
        output.println(
                "Addresses with passwords are in "
                        + data.resolve("engines.json")
                        + ". Ctrl-C stops all.");
        output.flush();
    }
}
