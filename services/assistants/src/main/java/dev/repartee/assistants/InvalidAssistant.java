package dev.repartee.assistants;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a definition that is not an assistant; names everything that is wrong at once. */
public final class InvalidAssistant extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public InvalidAssistant(List<FieldError> errors) {
        super(errors.stream().map(FieldError::toString).collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    /** Every field that is wrong, in the order of the definition. */
    public List<FieldError> errors() {
        return errors;
    }
}
