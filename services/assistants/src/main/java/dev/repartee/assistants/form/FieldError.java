package dev.repartee.assistants.form;

/**
 * What is wrong with one field of a definition.
 *
 * @param field its path, for example {@code rules[2].when.keywords.en[0]}
 * @param detail what it must be, for the author's eyes
 */
public record FieldError(String field, String detail) {

    @Override
    public String toString() {
        return field + " " + detail;
    }
}
