package dev.repartee.app.understanding;

import dev.repartee.assistants.files.AssistantSection;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.language.entity.custom.EntityDefinition;
import dev.repartee.training.entity.EntityForm;
import dev.repartee.training.entity.EntityScope;
import dev.repartee.training.entity.EntityStore;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The {@code entities} of an assistant's file: exactly those that the assistant has of its own. */
public final class EntitySection implements AssistantSection {

    private final EntityStore store;

    public EntitySection(EntityStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "entities";
    }

    @Override
    public void check(TenantId tenant, AssistantId assistant, JsonNode section) {
        EntityForm.readAll(section);
    }

    @Override
    public boolean apply(TenantId tenant, AssistantId assistant, JsonNode section) {
        return store.replace(new EntityScope(tenant, assistant), EntityForm.readAll(section));
    }

    @Override
    public Optional<JsonNode> export(TenantId tenant, AssistantId assistant) {
        List<EntityDefinition> definitions = store.definitions(new EntityScope(tenant, assistant));
        return definitions.isEmpty()
                ? Optional.empty()
                : Optional.of(EntityForm.writeAll(definitions));
    }
}
