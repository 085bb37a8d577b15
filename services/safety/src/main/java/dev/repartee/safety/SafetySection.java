package dev.repartee.safety;

import dev.repartee.assistants.files.AssistantSection;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The safety rules in an assistant's file, under {@code safety}; an empty part is the defaults. */
public final class SafetySection implements AssistantSection {

    private final SafetyRuleStore rules;

    /**
     * @param rules as they are stored now: refreshed
     */
    public SafetySection(SafetyRuleStore rules) {
        this.rules = rules;
    }

    @Override
    public String name() {
        return "safety";
    }

    @Override
    public void check(TenantId tenant, AssistantId assistant, JsonNode part) {
        SafetyRulesForm.read(part);
    }

    @Override
    public boolean apply(TenantId tenant, AssistantId assistant, JsonNode part) {
        SafetyRules wanted = SafetyRulesForm.read(part);
        if (wanted.equals(rules.of(tenant, assistant))) {
            return false;
        }
        if (wanted.equals(SafetyRules.DEFAULT)) {
            rules.reset(tenant, assistant);
        } else {
            rules.save(tenant, assistant, wanted);
        }
        return true;
    }

    @Override
    public Optional<JsonNode> export(TenantId tenant, AssistantId assistant) {
        return Optional.of(rules.of(tenant, assistant))
                .filter(own -> !own.equals(SafetyRules.DEFAULT))
                .map(SafetyRulesForm::write);
    }
}
