package dev.repartee.control.usage;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.TimeSpan;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.usage.UsageDimension;
import dev.repartee.usage.UsageRow;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What models were used for, and what that cost. */
@RestController
@ConditionalOnBean(UsageServices.class)
@RequestMapping("/api/v1/usage")
class UsageController {

    private static final Duration DEFAULT_SPAN = Duration.ofDays(30);
    private static final int MOST = 10_000;

    private final UsageServices services;

    UsageController(UsageServices services) {
        this.services = services;
    }

    /**
     * What was used in a time, by whole hours.
     *
     * @param currency of the costs
     * @param usage largest cost first
     */
    record UsageReport(Instant from, Instant to, String currency, List<UsageRow> usage) {}

    @Operation(
            summary = "Sum up tokens and cost",
            description =
                    "By any of day, assistant, model and purpose (by=day,model); of the last 30 days if no"
                            + " time is given.")
    @Needs(Permission.USAGE_READ)
    @GetMapping
    UsageReport usage(
            Caller caller,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "") String by) {
        TimeSpan span = TimeSpan.parse(from, to, DEFAULT_SPAN, services.clock().instant());
        return new UsageReport(
                span.from(),
                span.to(),
                services.currency(),
                services.usage()
                        .report(caller.tenant(), span.from(), span.to(), dimensions(by), MOST));
    }

    private static Set<UsageDimension> dimensions(String by) {
        Set<UsageDimension> dimensions = EnumSet.noneOf(UsageDimension.class);
        for (String word : by.isBlank() ? new String[0] : by.split(",")) {
            dimensions.add(
                    UsageDimension.of(word.strip())
                            .orElseThrow(
                                    () ->
                                            new ReparteeException(
                                                    ErrorCode.INVALID_FIELD,
                                                    "by may name day, assistant, model and purpose")));
        }
        return dimensions;
    }
}
