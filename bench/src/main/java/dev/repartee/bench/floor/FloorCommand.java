package dev.repartee.bench.floor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The process that {@link Floor} measures in. */
@Command(name = "floor", hidden = true)
public final class FloorCommand implements Callable<Integer> {

    @Option(names = "--plan", required = true)
    private @Nullable Path plan;

    @Option(names = "--result", required = true)
    private @Nullable Path result;

    @Override
    public Integer call() throws Exception {
        FloorSpec spec = JsonMapper.shared().readValue(Files.readAllBytes(plan), FloorSpec.class);
        Files.write(result, JsonMapper.shared().writeValueAsBytes(new FloorRun(spec).run()));
        return 0;
    }
}
