package dev.repartee.bench.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One process of roles.
 *
 * @param name unique in the cluster, for example {@code gateway-1}
 * @param roles as {@code ./repartee up --roles} takes them
 * @param heapMegabytes largest heap
 * @param jvm more flags of the virtual machine
 * @param environment overrides, for example {@code REPARTEE_REDIS} to lead it through a proxy
 */
public record RoleSpec(
        String name,
        String roles,
        int heapMegabytes,
        List<String> jvm,
        Map<String, String> environment) {

    private static final int USUAL_HEAP = 2_048;
    private static final int FRUGAL_HEAP = 120;

    public RoleSpec {
        jvm = List.copyOf(jvm);
        environment = Map.copyOf(environment);
    }

    /** A process as {@code ./repartee up} would start it, with twice the heap: 15,000 sockets. */
    public static RoleSpec of(String name, String roles) {
        return new RoleSpec(name, roles, USUAL_HEAP, List.of("-XX:+UseG1GC", "-Xms128m"), Map.of());
    }

    /**
     * The same for a process that does little but hold connections, as {@code docs/operations.md}
     * advises: a heap for what is held, no profiles for an optimising compiler, and no recorded
     * start, which has the classes of all roles in memory.
     */
    public RoleSpec frugal() {
        return withJvm(
                        FRUGAL_HEAP,
                        "-XX:+UseSerialGC",
                        "-Xmn20m",
                        "-XX:SurvivorRatio=3",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:AOTMode=off")
                .with("MALLOC_ARENA_MAX", "2");
    }

    /** The same with one more variable. */
    public RoleSpec with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new RoleSpec(name, roles, heapMegabytes, jvm, more);
    }

    /** The same with another heap, and exactly these flags beside it. */
    public RoleSpec withJvm(int megabytes, String... flags) {
        return new RoleSpec(name, roles, megabytes, List.of(flags), environment);
    }
}
