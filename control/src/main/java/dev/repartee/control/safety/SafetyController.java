package dev.repartee.control.safety;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.control.AssistantController;
import dev.repartee.control.Caller;
import dev.repartee.control.ControlServices;
import dev.repartee.control.access.Needs;
import dev.repartee.identity.role.Permission;
import dev.repartee.language.safety.HarmRules;
import dev.repartee.language.safety.SafetyAction;
import dev.repartee.language.safety.SafetyCategory;
import dev.repartee.language.safety.injection.InstructionDetector;
import dev.repartee.language.safety.injection.Suspicion;
import dev.repartee.safety.SafetyRules;
import dev.repartee.safety.SafetyRulesForm;
import io.swagger.v3.oas.annotations.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** An assistant's safety rules. */
@RestController
@ConditionalOnBean(SafetyServices.class)
@RequestMapping("/api/v1/assistants/{assistantId}/safety")
class SafetyController {

    private static final int LONGEST = 100_000;

    private final AssistantStore assistants;
    private final SafetyServices safety;

    SafetyController(ControlServices services, SafetyServices safety) {
        this.assistants = services.assistants();
        this.safety = safety;
    }

    /**
     * A text to try the rules with.
     *
     * @param text as a user would write it
     */
    record Trial(@Nullable String text) {}

    /**
     * What the rules find.
     *
     * @param injectionScore how much the text looks like an order to the model
     * @param refused whether the assistant would refuse to answer
     * @param findings in the order of the text
     */
    record TrialResult(double injectionScore, boolean refused, List<Found> findings) {}

    /**
     * One finding.
     *
     * @param category of harm, or {@code injection}
     * @param detail the technique and the wrapping of an order to the model
     * @param action what the assistant's rules do about it
     */
    record Found(String category, String detail, String action, int start, int end) {}

    @Operation(
            summary =
                    "Read the safety rules; an assistant without rules of its own has the defaults")
    @Needs(Permission.SAFETY_READ)
    @GetMapping
    JsonNode read(Caller caller, @PathVariable String assistantId) {
        return SafetyRulesForm.write(
                safety.rules().of(caller.tenant(), known(caller, assistantId)));
    }

    @Operation(summary = "Replace the safety rules; absent fields get their defaults")
    @Needs(Permission.SAFETY_CHANGE)
    @PutMapping
    JsonNode replace(Caller caller, @PathVariable String assistantId, @RequestBody JsonNode form) {
        AssistantId assistant = known(caller, assistantId);
        SafetyRules rules = SafetyRulesForm.read(form);
        safety.rules().save(caller.tenant(), assistant, rules);
        return SafetyRulesForm.write(rules);
    }

    @Operation(summary = "Go back to the default safety rules")
    @Needs(Permission.SAFETY_CHANGE)
    @DeleteMapping
    ResponseEntity<Void> reset(Caller caller, @PathVariable String assistantId) {
        safety.rules().reset(caller.tenant(), known(caller, assistantId));
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Try the rules with a text; nothing is stored and no model is asked")
    @Needs(Permission.SAFETY_READ)
    @PostMapping("/try")
    TrialResult trial(Caller caller, @PathVariable String assistantId, @RequestBody Trial trial) {
        SafetyRules rules = safety.rules().of(caller.tenant(), known(caller, assistantId));
        String text = trial.text();
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD, "text must have 1 to 100,000 characters");
        }
        return result(rules, text);
    }

    private static TrialResult result(SafetyRules rules, String text) {
        List<Found> found = new ArrayList<>();
        boolean refused = false;
        for (HarmRules.Hit hit : HarmRules.ofMessages().find(text)) {
            SafetyAction action = rules.messages().actions().get(hit.category());
            refused |= action != null && action.stops();
            found.add(
                    new Found(
                            hit.category().word(),
                            "rules",
                            action == null ? "none" : action.word(),
                            hit.start(),
                            hit.end()));
        }
        Suspicion suspicion = InstructionDetector.shipped().inspect(text);
        SafetyAction action = rules.messages().actions().get(SafetyCategory.INJECTION);
        boolean counts = suspicion.score() >= rules.sensitivity();
        refused |= counts && action != null && action.stops();
        for (Suspicion.Finding finding : suspicion.findings()) {
            found.add(
                    new Found(
                            "injection",
                            finding.technique() + " (" + finding.wrapping() + ")",
                            counts && action != null ? action.word() : "none",
                            finding.start(),
                            finding.end()));
        }
        return new TrialResult(suspicion.score(), refused, found);
    }

    private AssistantId known(Caller caller, String assistantId) {
        AssistantId id = new AssistantId(assistantId);
        if (assistants.find(caller.tenant(), id).isEmpty()) {
            throw AssistantController.unknown(assistantId);
        }
        return id;
    }
}
