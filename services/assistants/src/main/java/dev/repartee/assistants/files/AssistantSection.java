package dev.repartee.assistants.files;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A part of an assistant's file that is kept apart from its definition. */
public interface AssistantSection {

    /** The name of its field, one of {@link AssistantFiles#SECTIONS}. */
    String name();

    /**
     * Refuses what {@link #apply} would refuse, before anything of the assistant is changed.
     *
     * @throws dev.repartee.assistants.form.InvalidFields naming every field that is wrong by its
     *     path within the section
     * @throws dev.repartee.contract.ReparteeException {@code INVALID_FIELD} saying what is wrong
     */
    void check(TenantId tenant, AssistantId assistant, JsonNode section);

    /**
     * Makes what is stored equal to what the file says; returns whether that changed anything. The
     * assistant exists.
     */
    boolean apply(TenantId tenant, AssistantId assistant, JsonNode section);

    /** What is stored, as it stands in a file; empty when there is nothing. */
    Optional<JsonNode> export(TenantId tenant, AssistantId assistant);
}
