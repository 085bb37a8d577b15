package dev.repartee.bench.scenario;

import dev.repartee.bench.cluster.RoleSpec;
import java.util.ArrayList;
import java.util.List;

/** Which roles share a process. */
public enum Layout {
    /**
     * All in one, as {@code ./repartee up} runs them; further gateways are processes of their own.
     */
    SINGLE {
        @Override
        List<RoleSpec> processes(int gateways) {
            List<RoleSpec> processes = new ArrayList<>();
            processes.add(RoleSpec.of("repartee", "all"));
            for (int i = 2; i <= gateways; i++) {
                processes.add(RoleSpec.of("gateway-" + i, "gateway"));
            }
            return processes;
        }
    },
    /** Each stage in a process of its own, so that its cost shows; audit and control share one. */
    STAGES {
        @Override
        List<RoleSpec> processes(int gateways) {
            List<RoleSpec> processes = new ArrayList<>();
            processes.add(RoleSpec.of("audit-control", "audit,control"));
            processes.add(RoleSpec.of("dispatch", "dispatch"));
            processes.add(RoleSpec.of("inference", "inference"));
            processes.add(RoleSpec.of("delivery", "delivery"));
            processes.add(RoleSpec.of("history", "history"));
            for (int i = 1; i <= gateways; i++) {
                processes.add(RoleSpec.of("gateway-" + i, "gateway"));
            }
            return processes;
        }
    },
    /** Gateways apart from everything else. */
    GATEWAYS {
        @Override
        List<RoleSpec> processes(int gateways) {
            List<RoleSpec> processes = new ArrayList<>();
            processes.add(
                    RoleSpec.of(
                            STAGES_TOGETHER, "dispatch,inference,delivery,history,audit,control"));
            for (int i = 1; i <= gateways; i++) {
                processes.add(RoleSpec.of("gateway-" + i, "gateway"));
            }
            return processes;
        }
    };

    /** The process of everything but gateways, in {@link #GATEWAYS}. */
    static final String STAGES_TOGETHER = "stages";

    /** The processes, in the order in which they are started. */
    abstract List<RoleSpec> processes(int gateways);
}
