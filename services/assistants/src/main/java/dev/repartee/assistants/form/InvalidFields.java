package dev.repartee.assistants.form;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for something that was written wrong; names everything that is wrong at once. */
public class InvalidFields extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String subject;
    private final transient List<FieldError> errors;

    /**
     * @param subject what has the errors, as in "the prompt"
     */
    public InvalidFields(String subject, List<FieldError> errors) {
        super(errors.stream().map(FieldError::toString).collect(Collectors.joining("; ")));
        this.subject = subject;
        this.errors = List.copyOf(errors);
    }

    /** What has the errors. */
    public final String subject() {
        return subject;
    }

    /** Every field that is wrong, in the order in which they were written. */
    public final List<FieldError> errors() {
        return errors;
    }
}
