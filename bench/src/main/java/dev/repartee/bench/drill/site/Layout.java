package dev.repartee.bench.drill.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which roles run in which processes: two gateways, the roles that a fault concerns in two
 * processes of their own, and one process for the rest.
 *
 * @param processes the roles of each process by its name
 */
public record Layout(Map<String, String> processes) {

    /** The process of all roles that need no twin. */
    public static final String REST = "rest";

    /** The process of roles that a fault concerns and that are there once. */
    public static final String APART = "apart";

    private static final List<String> ROLES =
            List.of("dispatch", "inference", "delivery", "history", "audit", "control");

    public Layout {
        processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    }

    /** Two of each of these roles; gateways are always two. */
    public static Layout doubling(String... roles) {
        return of(List.of(roles), roles.length == 0 ? List.of() : List.of("twin-1", "twin-2"));
    }

    /** One process of these roles and one of the rest. */
    public static Layout apart(String... roles) {
        return of(List.of(roles), List.of(APART));
    }

    private static Layout of(List<String> concerned, List<String> names) {
        List<String> rest = new ArrayList<>(ROLES);
        rest.removeAll(concerned);
        Map<String, String> processes = new LinkedHashMap<>();
        processes.put(REST, String.join(",", rest));
        names.forEach(name -> processes.put(name, String.join(",", concerned)));
        processes.put("gateway-1", "gateway");
        processes.put("gateway-2", "gateway");
        return new Layout(processes);
    }
}
