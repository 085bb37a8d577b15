package dev.repartee.assistants.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a parsed template. */
sealed interface TemplateNode {

    /** Stands for itself. */
    record Text(String text) implements TemplateNode {}

    /**
     * A value.
     *
     * @param standIn said when there is no value, or null for nothing
     */
    record Value(String name, @Nullable String standIn) implements TemplateNode {}

    /**
     * A part that depends on a value.
     *
     * @param when whether it is shown when the value is there, or when it is not
     */
    record Section(String name, boolean when, List<TemplateNode> body) implements TemplateNode {
        public Section {
            body = List.copyOf(body);
        }
    }
}
