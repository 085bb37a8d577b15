package dev.repartee.assistants.experiment;

import dev.repartee.contract.AssistantId;
import java.util.List;

/**
 * A test as its author writes it.
 *
 * @param id unique within the tenant
 * @param assistant who is tested
 * @param arms at least two; their shares add up to 100 at most
 */
public record ExperimentDraft(String id, AssistantId assistant, List<Arm> arms) {

    public ExperimentDraft {
        arms = List.copyOf(arms);
    }
}
