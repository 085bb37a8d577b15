package dev.repartee.control.privacy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserId;
import dev.repartee.contract.UserKey;
import dev.repartee.control.Caller;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.privacy.Consent;
import dev.repartee.privacy.Purpose;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What one user agreed to, and everything that is kept about them. */
@RestController
@ConditionalOnBean(PrivacyServices.class)
@RequestMapping("/api/v1/users/{userId}")
class PersonalDataController {

    private final PrivacyServices services;
    private final Clock clock;

    PersonalDataController(PrivacyServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /**
     * An answer of the user.
     *
     * @param purpose to what
     * @param granted yes or no
     * @param source where they said so
     * @param recordedAt when
     */
    record ConsentView(String purpose, boolean granted, String source, Instant recordedAt) {

        static ConsentView of(Consent consent) {
            return new ConsentView(
                    consent.purpose().word(),
                    consent.granted(),
                    consent.source(),
                    consent.recordedAt());
        }
    }

    /**
     * What the user agreed to.
     *
     * @param current the answer that counts for each purpose; one that is missing was not asked
     * @param history every answer, the newest first
     */
    record ConsentList(List<ConsentView> current, List<ConsentView> history) {}

    /**
     * An answer to note.
     *
     * @param granted yes or no
     * @param source where the user said so, as proof; 1 to 200 characters
     */
    record ConsentBody(@Nullable Boolean granted, @Nullable String source) {}

    @Operation(summary = "What a user agreed to")
    @Needs(Permission.CONSENT_READ)
    @GetMapping("/consents")
    ConsentList consents(Caller caller, @PathVariable String userId) {
        UserKey user = user(caller, userId);
        return new ConsentList(
                services.consents().current(user).stream().map(ConsentView::of).toList(),
                services.consents().history(user).stream().map(ConsentView::of).toList());
    }

    @Operation(
            summary = "Note what a user agreed to, or no longer does",
            description =
                    "Purposes: training (without it exports of training sets leave the user out),"
                            + " analytics, marketing, personalisation.")
    @Needs(Permission.CONSENT_CHANGE)
    @PutMapping("/consents/{purpose}")
    ConsentView record(
            Caller caller,
            @PathVariable String userId,
            @PathVariable String purpose,
            @RequestBody ConsentBody body) {
        Purpose to =
                Purpose.of(purpose)
                        .orElseThrow(
                                () ->
                                        invalid(
                                                "the purpose must be one of "
                                                        + String.join(", ", Purpose.words())));
        Boolean granted = body.granted();
        if (granted == null) {
            throw invalid("granted is required: true or false");
        }
        String source = body.source() == null ? "" : body.source().strip();
        if (source.isEmpty()
                || source.length() > Consent.LONGEST_SOURCE
                || source.chars().anyMatch(Character::isISOControl)) {
            throw invalid(
                    "source is required, "
                            + Consent.LONGEST_SOURCE
                            + " characters on one line at most");
        }
        return ConsentView.of(
                services.consents().record(user(caller, userId), to, granted, source));
    }

    @Operation(
            summary = "Export everything that is kept about a user, as JSON lines",
            description =
                    "The type of a line is user, consent, message, feedback, device or"
                            + " safety_decision. Who exported is in the audit log.")
    @Needs(Permission.USERS_EXPORT)
    @GetMapping(path = "/export", produces = "application/x-ndjson")
    void export(Caller caller, @PathVariable String userId, HttpServletResponse response)
            throws IOException {
        UserKey user = user(caller, userId);
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader("Content-Disposition", "attachment; filename=\"user.jsonl\"");
        PrintWriter out = response.getWriter();
        services.export().forEach(user, clock.instant(), line -> out.append(line).append('\n'));
    }

    private static UserKey user(Caller caller, String userId) {
        return new UserKey(caller.tenant(), new UserId(userId));
    }

    private static ReparteeException invalid(String detail) {
        return new ReparteeException(ErrorCode.INVALID_FIELD, detail);
    }
}
