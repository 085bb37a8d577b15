package dev.repartee.control.feedback;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.Caller;
import dev.repartee.control.TimeSpan;
import dev.repartee.control.access.Needs;
import dev.repartee.feedback.Feedback;
import dev.repartee.feedback.Reason;
import dev.repartee.feedback.export.ExportFormat;
import dev.repartee.feedback.export.ExportRequest;
import dev.repartee.identity.role.Permission;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What users think of an assistant's replies, and training sets made from them. */
@RestController
@ConditionalOnBean(FeedbackServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}")
class FeedbackController {

    private static final Duration DEFAULT_SPAN = Duration.ofDays(30);
    private static final int MOST = 1_000;

    private final FeedbackServices services;

    FeedbackController(FeedbackServices services) {
        this.services = services;
    }

    /** An opinion as it is shown. */
    record FeedbackView(
            String userId,
            String requestId,
            String conversationId,
            @Nullable String rating,
            List<String> reasons,
            @Nullable String comment,
            @Nullable String correction,
            Instant updatedAt) {

        static FeedbackView of(Feedback feedback) {
            return new FeedbackView(
                    feedback.key().user().value(),
                    feedback.key().requestId().value(),
                    feedback.conversation().value(),
                    feedback.opinion().rating() == null ? null : feedback.opinion().rating().word(),
                    feedback.opinion().reasons().stream().map(Reason::word).sorted().toList(),
                    feedback.opinion().comment(),
                    feedback.opinion().correction(),
                    feedback.updatedAt());
        }
    }

    /**
     * Opinions on an assistant's replies.
     *
     * @param feedback newest messages first, 1,000 at most
     */
    record FeedbackList(List<FeedbackView> feedback) {}

    @Operation(summary = "List what users said about an assistant's replies, newest first")
    @Needs(Permission.FEEDBACK_READ)
    @GetMapping("/feedback")
    FeedbackList list(
            Caller caller,
            @PathVariable String assistantId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        TimeSpan span = TimeSpan.parse(from, to, DEFAULT_SPAN, services.clock().instant());
        return new FeedbackList(
                services
                        .feedback()
                        .list(
                                caller.tenant(),
                                known(caller, assistantId),
                                span.from(),
                                span.to(),
                                MOST)
                        .stream()
                        .map(FeedbackView::of)
                        .toList());
    }

    @Operation(
            summary = "Export what was said as a training set, without personal data",
            description =
                    "Formats: chat-jsonl, nlu-jsonl, nlu-csv, rasa-yaml. E-mail addresses, phone"
                            + " and card numbers and secrets are taken out; names in prose are not. The"
                            + " last 30 days if no time is given.")
    @Needs(Permission.DATASETS_EXPORT)
    @GetMapping("/exports/{format}")
    void export(
            Caller caller,
            @PathVariable String assistantId,
            @PathVariable String format,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "false") boolean onlyLiked,
            @RequestParam(defaultValue = "0.7") double leastConfidence,
            HttpServletResponse response)
            throws IOException {
        ExportFormat wanted =
                ExportFormat.of(format)
                        .orElseThrow(
                                () ->
                                        new ReparteeException(
                                                ErrorCode.INVALID_FIELD,
                                                "the format must be one of "
                                                        + String.join(", ", ExportFormat.words())));
        TimeSpan span = TimeSpan.parse(from, to, DEFAULT_SPAN, services.clock().instant());
        ExportRequest request =
                new ExportRequest(
                        caller.tenant(),
                        known(caller, assistantId),
                        span.from(),
                        span.to(),
                        onlyLiked,
                        leastConfidence);
        response.setHeader("Content-Type", wanted.mediaType());
        Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        services.export().write(request, wanted, out);
    }

    private AssistantId known(Caller caller, String assistantId) {
        AssistantId id = new AssistantId(assistantId);
        if (services.assistants().find(caller.tenant(), id).isEmpty()) {
            throw new ReparteeException(
                    ErrorCode.UNKNOWN_ASSISTANT, "there is no assistant '" + assistantId + "'");
        }
        return id;
    }
}
