package dev.repartee.control.privacy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.privacy.Doomed;
import dev.repartee.privacy.Retention;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long the caller's business keeps what was said there. */
@RestController
@ConditionalOnBean(PrivacyServices.class)
@RequestMapping("/api/v1/retention")
class RetentionController {

    private final PrivacyServices services;
    private final Clock clock;

    RetentionController(PrivacyServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /**
     * How long messages are kept.
     *
     * @param messageDays what the tenant chose, or null for the deployment's default
     * @param defaultMessageDays of the deployment; null for ever
     */
    record RetentionView(@Nullable Integer messageDays, @Nullable Integer defaultMessageDays) {}

    /**
     * How long messages shall be kept.
     *
     * @param messageDays 8 to 36,500; null for the deployment's default
     */
    record RetentionBody(@Nullable Integer messageDays) {}

    @Operation(summary = "How long messages are kept")
    @Needs(Permission.TENANT_READ)
    @GetMapping
    RetentionView read(Caller caller) {
        return new RetentionView(
                orNull(services.retention().chosen(caller.tenant())),
                orNull(services.retention().usual()));
    }

    @Operation(
            summary = "Choose how long messages are kept",
            description =
                    "What is older is deleted within about an hour, with feedback, safety"
                            + " decisions and tool calls of that time. The audit log stays.")
    @Needs(Permission.TENANT_CHANGE)
    @PutMapping
    RetentionView choose(Caller caller, @RequestBody RetentionBody body) {
        try {
            services.retention().choose(caller.tenant(), body.messageDays());
        } catch (IllegalArgumentException e) {
            throw outOfBounds(", or null", e);
        }
        return read(caller);
    }

    @Operation(
            summary = "What would be deleted if messages were kept for so many days",
            description = "Counts, and deletes nothing.")
    @Needs(Permission.TENANT_CHANGE)
    @GetMapping("/preview")
    Doomed preview(Caller caller, @RequestParam int messageDays) {
        try {
            return services.retention().preview(caller.tenant(), messageDays, clock.instant());
        } catch (IllegalArgumentException e) {
            throw outOfBounds("", e);
        }
    }

    private static ReparteeException outOfBounds(String otherwise, IllegalArgumentException cause) {
        return new ReparteeException(
                ErrorCode.INVALID_FIELD,
                "messageDays must be %d to %d".formatted(Retention.FEWEST_DAYS, Retention.MOST_DAYS)
                        + otherwise,
                cause);
    }

    private static @Nullable Integer orNull(OptionalInt days) {
        return days.isPresent() ? days.getAsInt() : null;
    }
}
