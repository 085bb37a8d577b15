package dev.repartee.control.platform;

import dev.repartee.control.TimeSpan;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.messages.count.Traffic;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the platform does, and how much its tenants use, in numbers. */
@RestController
@ConditionalOnBean(PlatformServices.class)
@RequestMapping("/api/v1/platform")
class PlatformController {

    private static final Duration DEFAULT_SPAN = Duration.ofDays(1);
    private static final String READY = "ready";

    private final PlatformServices services;
    private final Clock clock;

    PlatformController(PlatformServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /**
     * How the system does.
     *
     * @param status {@code ready}, or {@code not ready} when a check of this process fails
     * @param checks each check of the process that answers: {@code ready}, or why not
     * @param pools the inference workers that live; null while Redis can't tell
     * @param storedBytes size of the main database
     */
    record Health(
            String status,
            Map<String, String> checks,
            @Nullable List<WorkerPools.Pool> pools,
            long storedBytes) {}

    /**
     * What the tenants used in a time.
     *
     * @param tenants most messages first
     */
    record Usage(Instant from, Instant to, List<Traffic.OfTenant> tenants) {}

    @Operation(summary = "How the system does")
    @Needs(Permission.OPERATIONS_READ)
    @GetMapping("/health")
    Health health() {
        Map<String, String> checks = services.state().get();
        boolean ready = checks.values().stream().allMatch(READY::equals);
        return new Health(
                ready ? READY : "not ready",
                checks,
                services.pools().living().orElse(null),
                services.traffic().storedBytes());
    }

    @Operation(
            summary = "Messages, tokens and cost of each tenant",
            description = "Of the last day if no time is given.")
    @Needs(Permission.OPERATIONS_READ)
    @GetMapping("/usage")
    Usage usage(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        TimeSpan span = TimeSpan.parse(from, to, DEFAULT_SPAN, clock.instant());
        return new Usage(
                span.from(), span.to(), services.traffic().between(span.from(), span.to()));
    }
}
