package dev.repartee.assistants;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.InvalidFields;
import java.util.List;

/** Thrown for a definition that is not an assistant; names everything that is wrong at once. */
public final class InvalidAssistant extends InvalidFields {

    private static final long serialVersionUID = 1L;

    public InvalidAssistant(List<FieldError> errors) {
        super("the assistant's definition", errors);
    }
}
