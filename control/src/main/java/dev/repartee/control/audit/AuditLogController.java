package dev.repartee.control.audit;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.auditlog.AuditLines;
import dev.repartee.identity.auditlog.AuditLog;
import dev.repartee.identity.auditlog.ChainedEntry;
import dev.repartee.identity.auditlog.Verdict;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done in the caller's tenant. */
@RestController
@ConditionalOnBean(AuditLog.class)
@RequestMapping("/api/v1/audit-log")
class AuditLogController {

    private static final int MOST = 500;

    private final AuditLog log;

    AuditLogController(AuditLog log) {
        this.log = log;
    }

    /**
     * A page of the log.
     *
     * @param entries the newest first
     * @param before send this as {@code before} for the next page; null at the end
     */
    record Page(List<Entry> entries, @Nullable Long before) {}

    /**
     * Something that was done, or tried.
     *
     * @param sequence its number in the tenant's chain
     * @param at when
     * @param actor who: {@code account:<id>} or {@code key:<prefix>}
     * @param action the endpoint
     * @param object the path that was called
     * @param origin the address that it came from
     * @param status the HTTP status of the answer
     * @param hash covers this entry and the one before
     */
    record Entry(
            long sequence,
            String at,
            String actor,
            String action,
            String object,
            String origin,
            int status,
            String hash) {

        static Entry of(ChainedEntry chained) {
            var entry = chained.entry();
            return new Entry(
                    chained.sequence(),
                    entry.at().toString(),
                    entry.actor(),
                    entry.action(),
                    entry.object(),
                    entry.origin(),
                    entry.status(),
                    chained.hash());
        }
    }

    /**
     * Whether the chain is as it was written.
     *
     * @param intact whether it is
     * @param entries how many were checked
     * @param detail what is wrong, and where, when it is not
     */
    record Check(boolean intact, long entries, @Nullable String detail) {}

    @Operation(summary = "Read who did what, the newest first")
    @Needs(Permission.AUDIT_LOG_READ)
    @GetMapping
    Page read(
            Caller caller,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "limit must be 1 to " + MOST);
        }
        List<Entry> entries =
                log
                        .newest(caller.tenant(), before == null ? Long.MAX_VALUE : before, limit)
                        .stream()
                        .map(Entry::of)
                        .toList();
        return new Page(entries, entries.size() < limit ? null : entries.getLast().sequence());
    }

    @Operation(summary = "Check that no entry was changed or taken away")
    @Needs(Permission.AUDIT_LOG_READ)
    @GetMapping("/verification")
    Check verify(Caller caller) {
        return switch (log.verify(caller.tenant())) {
            case Verdict.Intact intact -> new Check(true, intact.entries(), null);
            case Verdict.Broken broken ->
                    new Check(
                            false,
                            broken.sequence() - 1,
                            "entry " + broken.sequence() + ": " + broken.detail());
        };
    }

    @Operation(summary = "Export the whole log as JSON lines, the oldest first")
    @Needs(Permission.AUDIT_LOG_READ)
    @GetMapping(path = "/export", produces = "application/x-ndjson")
    void export(Caller caller, HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=\"audit-log.jsonl\"");
        PrintWriter out = response.getWriter();
        log.forEach(caller.tenant(), entry -> out.append(AuditLines.line(entry)).append('\n'));
    }
}
