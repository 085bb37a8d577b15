package dev.repartee.bench.load;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * A generator in a process of its own. Says {@code Connected.} when it is ready, begins when a line
 * comes on its standard input (so that several begin together), then prints a {@link LoadSecond} as
 * JSON each second.
 */
@Command(name = "load", hidden = true, description = "Run a load plan.")
public final class LoadCommand implements Callable<Integer> {

    @Option(names = "--plan", required = true, description = "a LoadPlan as JSON")
    private Path plan = Path.of("plan.json");

    @Option(names = "--result", required = true, description = "where the LoadResult goes")
    private Path result = Path.of("result.json");

    @Override
    public Integer call() throws Exception {
        JsonMapper json = JsonMapper.shared();
        LoadPlan read = json.readValue(Files.readAllBytes(plan), LoadPlan.class);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Generator generator =
                    new Generator(
                            read,
                            group.next(),
                            second -> {
                                System.out.println(json.writeValueAsString(second));
                                System.out.flush();
                            });
            int failures = generator.prepare().join();
            if (failures > 0) {
                System.err.println(failures + " connections could not be opened");
            }
            System.out.println("Connected.");
            System.out.flush();
            awaitLine();
            Files.write(result, json.writeValueAsBytes(generator.run().join()));
            return 0;
        } finally {
            group.shutdownGracefully();
        }
    }

    private static void awaitLine() throws IOException {
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
