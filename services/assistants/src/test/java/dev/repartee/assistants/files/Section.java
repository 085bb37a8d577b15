package dev.repartee.assistants.files;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A section in memory. */
final class Section implements AssistantSection {

    private @Nullable JsonNode stored;

    @Override
    public String name() {
        return "entities";
    }

    @Override
    public void check(TenantId tenant, AssistantId assistant, JsonNode section) {
        List<FieldError> errors = new ArrayList<>();
        if (section.has("colour")) {
            errors.add(new FieldError("colour", "is not known"));
            throw new InvalidFields("the section", errors);
        }
        if (!section.isObject()) {
            throw new ReparteeException(ErrorCode.INVALID_FIELD, "no object");
        }
    }

    @Override
    public boolean apply(TenantId tenant, AssistantId assistant, JsonNode section) {
        boolean changed = !section.equals(stored);
        stored = section;
        return changed;
    }

    @Override
    public Optional<JsonNode> export(TenantId tenant, AssistantId assistant) {
        return Optional.ofNullable(stored);
    }
}
