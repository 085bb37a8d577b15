package dev.repartee.identity.auditlog;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The log as JSON lines, in the order of the chain. */
public final class AuditLines {

    private AuditLines() {}

    /** One entry without line break; its fields are stable. */
    public static String line(ChainedEntry chained) {
        AuditEntry entry = chained.entry();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tenant", entry.tenant().value());
        fields.put("sequence", chained.sequence());
        fields.put("at", entry.at().toString());
        fields.put("actor", entry.actor());
        fields.put("action", entry.action());
        fields.put("object", entry.object());
        fields.put("origin", entry.origin());
        fields.put("status", entry.status());
        fields.put("hash", chained.hash());
        return JsonMapper.shared().writeValueAsString(fields);
    }
}
