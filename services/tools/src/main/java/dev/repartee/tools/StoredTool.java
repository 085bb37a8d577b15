package dev.repartee.tools;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tool as it lies in the database.
 *
 * @param version grows with every change
 * @param sealed its secrets, wrapped; null when it has none
 */
public record StoredTool(
        TenantId tenant, AssistantId assistant, Tool tool, long version, byte @Nullable [] sealed) {

    /** A tool with its secrets at hand, for a call. */
    public record Opened(StoredTool stored, Map<String, String> secrets) {

        @Override
        public String toString() {
            return "Opened[" + stored.tool().name() + ", " + Set.copyOf(secrets.keySet()) + "]";
        }
    }
}
