package dev.repartee.control.safety;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.safety.SafetyAudit;
import dev.repartee.safety.SafetyAudit.Entry;
import dev.repartee.safety.SafetyAudit.Period;
import dev.repartee.safety.SafetyAudit.Query;
import io.swagger.v3.oas.annotations.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was decided about safety. */
@RestController
@ConditionalOnBean(SafetyServices.class)
@RequestMapping("/api/v1/safety/decisions")
class SafetyDecisionController {

    private static final int MOST = 500;

    private final SafetyAudit audit;

    SafetyDecisionController(SafetyServices safety) {
        this.audit = safety.audit();
    }

    /**
     * A page of decisions.
     *
     * @param decisions newest first; never with the text that they are about
     * @param next give it as {@code before} for the next page, or null when this was the last
     */
    record DecisionList(List<Entry> decisions, @Nullable Long next) {}

    @Operation(summary = "List decisions about safety, newest first")
    @Needs(Permission.SAFETY_READ)
    @GetMapping
    DecisionList list(
            Caller caller,
            @RequestParam(required = false) @Nullable String assistant,
            @RequestParam(required = false) @Nullable String requestId,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw invalid("limit must be 1 to " + MOST);
        }
        List<Entry> found =
                audit.find(
                        caller.tenant(),
                        new Query(
                                assistant,
                                requestId,
                                category,
                                action,
                                new Period(time("from", from), time("to", to)),
                                before,
                                limit));
        return new DecisionList(found, found.size() < limit ? null : found.getLast().id());
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw invalid(name + " must be a time such as 2026-01-02T03:04:05Z");
        }
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, detail);
    }
}
