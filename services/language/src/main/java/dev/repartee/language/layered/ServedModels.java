package dev.repartee.language.layered;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which model is in service for an assistant. Thread-safe. */
@FunctionalInterface
public interface ServedModels {

    /** No model at all: rules alone. */
    ServedModels NONE = (tenant, assistant) -> Optional.empty();

    /**
     * The assistant's own active model, else the shipped one; empty while neither is loaded. May
     * read the model from its store when it is asked for the first time, so it is for threads that
     * may block.
     */
    Optional<ServedModel> find(TenantId tenant, @Nullable AssistantId assistant);
}
