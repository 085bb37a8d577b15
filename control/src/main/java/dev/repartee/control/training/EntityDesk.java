package dev.repartee.control.training;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.language.entity.custom.EntityDefinition;
import dev.repartee.training.entity.EntityForm;
import dev.repartee.training.entity.EntityScope;
import dev.repartee.training.entity.EntityStore;
import dev.repartee.training.entity.EntitySummary;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What both entity controllers do, for a tenant and for one of its assistants. */
final class EntityDesk {

    private final EntityStore store;

    EntityDesk(EntityStore store) {
        this.store = store;
    }

    /**
     * Entities that are defined.
     *
     * @param entities in the order of their definition; of two that claim the same text the earlier
     *     wins
     */
    record EntityList(List<EntitySummary> entities) {}

    EntityList list(EntityScope scope) {
        return new EntityList(store.list(scope));
    }

    JsonNode read(EntityScope scope, String type) {
        return store.find(scope, type).map(EntityDesk::json).orElseThrow(() -> unknown(type));
    }

    ResponseEntity<JsonNode> put(EntityScope scope, String type, JsonNode form) {
        EntityDefinition definition = EntityForm.read(type, form);
        boolean isNew = store.save(scope, definition);
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
                .body(json(definition));
    }

    EntityList replace(EntityScope scope, JsonNode forms) {
        store.replace(scope, EntityForm.readAll(forms));
        return list(scope);
    }

    ResponseEntity<Void> delete(EntityScope scope, String type) {
        if (!store.delete(scope, type)) {
            throw unknown(type);
        }
        return ResponseEntity.noContent().build();
    }

    private static JsonNode json(EntityDefinition definition) {
        ObjectNode form = EntityForm.write(definition);
        form.put("type", definition.type());
        return form;
    }

    private static ReparteeException unknown(String type) {
        return new ReparteeException(ErrorCode.NOT_FOUND, "there is no entity '" + type + "'");
    }
}
