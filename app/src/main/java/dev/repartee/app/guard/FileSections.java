package dev.repartee.app.guard;

import dev.repartee.app.node.Operator;
import dev.repartee.app.node.Settings;
import dev.repartee.app.node.Stores;
import dev.repartee.app.understanding.EntitySection;
import dev.repartee.assistants.files.AssistantSection;
import dev.repartee.egress.EgressConfig;
import dev.repartee.egress.EgressPolicy;
import dev.repartee.safety.SafetyRuleStore;
import dev.repartee.safety.SafetySection;
import dev.repartee.tools.ToolSection;
import dev.repartee.tools.ToolStore;
import java.util.List;
import java.util.Map;

/** The parts of assistants' files that are no part of their definition. */
public final class FileSections {

    private FileSections() {}

    /**
     * Entities, safety rules and tools, as they are stored now.
     *
     * @param variables where the secrets of tools come from
     */
    public static List<AssistantSection> of(
            Operator operator, Settings settings, Map<String, String> variables) {
        Stores stores = operator.stores();
        SafetyRuleStore rules = new SafetyRuleStore(stores.main());
        rules.refresh();
        EgressPolicy policy = new EgressPolicy(settings.of(EgressConfig.class));
        ToolStore tools = new ToolStore(stores.main(), stores.secrets(), policy);
        tools.refresh();
        return List.of(
                new EntitySection(operator.entities()),
                new SafetySection(rules),
                new ToolSection(tools, policy, variables));
    }
}
