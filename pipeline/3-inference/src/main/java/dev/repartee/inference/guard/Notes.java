package dev.repartee.inference.guard;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.RequestKey;
import dev.repartee.language.safety.SafetyAction;
import dev.repartee.language.safety.SafetyCategory;
import dev.repartee.safety.Decisions;
import dev.repartee.safety.SafetyDecision;
import dev.repartee.safety.SafetyDecision.Finding;
import dev.repartee.safety.SafetyDecision.Place;
import dev.repartee.safety.SafetyDecision.Span;
import dev.repartee.safety.SafetyLog;
import java.time.Clock;
import java.util.List;

/** Writes down what a guard decides about one message. */
final class Notes {

    private final Decisions decisions;
    private final Clock clock;
    private final RequestKey request;
    private final AssistantId assistant;

    Notes(Decisions decisions, Clock clock, RequestKey request, AssistantId assistant) {
        this.decisions = decisions;
        this.clock = clock;
        this.request = request;
        this.assistant = assistant;
    }

    void add(
            Place place,
            SafetyCategory category,
            SafetyAction action,
            Evidence evidence,
            String text) {
        decisions.add(
                new SafetyDecision(
                        request,
                        assistant,
                        clock.instant(),
                        place,
                        new Finding(
                                category,
                                action,
                                evidence.detector(),
                                evidence.score(),
                                evidence.spans()),
                        SafetyLog.hash(request.userKey(), text)));
    }

    /**
     * What speaks for a decision.
     *
     * @param detector who found it
     * @param score how sure it is
     * @param spans where it stands
     */
    record Evidence(String detector, double score, List<Span> spans) {

        static Evidence sure(String detector) {
            return new Evidence(detector, 1, List.of());
        }
    }
}
