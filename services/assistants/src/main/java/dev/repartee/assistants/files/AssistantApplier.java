package dev.repartee.assistants.files;

import dev.repartee.assistants.AssistantStore;
import dev.repartee.assistants.InvalidAssistant;
import dev.repartee.assistants.SaveOutcome;
import dev.repartee.assistants.StoredAssistant;
import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Makes what is stored equal to what files say, and the other way round. Applying the same bundle
 * again writes nothing.
 */
public final class AssistantApplier {

    private final AssistantStore store;
    private final DocumentShelf documents;
    private final List<AssistantSection> sections;

    /**
     * @param sections where what is kept apart from the definition goes
     */
    public AssistantApplier(
            AssistantStore store, DocumentShelf documents, List<AssistantSection> sections) {
        this.store = store;
        this.documents = documents;
        this.sections = List.copyOf(sections);
    }

    /**
     * Applies bundles in order. Other assistants of the tenant stay as they are.
     *
     * @throws InvalidAssistant names every field of every section that is wrong, before anything is
     *     applied
     * @throws dev.repartee.contract.ReparteeException {@code INVALID_FIELD} when a section is wrong
     *     as a whole, before anything is applied
     */
    public List<ApplyOutcome> apply(TenantId tenant, List<AssistantBundle> bundles) {
        List<FieldError> errors = new ArrayList<>();
        for (AssistantBundle bundle : bundles) {
            sections.forEach(section -> check(tenant, bundle, section, errors));
        }
        if (!errors.isEmpty()) {
            throw new InvalidAssistant(errors);
        }
        List<ApplyOutcome> outcomes = new ArrayList<>(bundles.size());
        for (AssistantBundle bundle : bundles) {
            outcomes.add(apply(tenant, bundle));
        }
        return outcomes;
    }

    /** An assistant with its documents as it is stored now. */
    public Optional<AssistantBundle> export(TenantId tenant, AssistantId id) {
        return store.find(tenant, id).map(stored -> bundle(tenant, stored));
    }

    /** All assistants of a tenant with their documents, by id. */
    public List<AssistantBundle> exportAll(TenantId tenant) {
        return store.list(tenant).stream().map(stored -> bundle(tenant, stored)).toList();
    }

    private AssistantBundle bundle(TenantId tenant, StoredAssistant stored) {
        AssistantId id = stored.assistant().id();
        Map<String, JsonNode> written = new TreeMap<>();
        sections.forEach(
                section ->
                        section.export(tenant, id)
                                .ifPresent(tree -> written.put(section.name(), tree)));
        return new AssistantBundle(stored.assistant(), documents.list(tenant, id), written);
    }

    private static void check(
            TenantId tenant,
            AssistantBundle bundle,
            AssistantSection section,
            List<FieldError> errors) {
        JsonNode written = bundle.sections().get(section.name());
        if (written == null) {
            return;
        }
        AssistantId id = bundle.assistant().id();
        try {
            section.check(tenant, id, written);
        } catch (InvalidFields e) {
            String path = id + ": " + section.name();
            e.errors().forEach(each -> errors.add(within(path, each)));
        }
    }

    private static FieldError within(String path, FieldError error) {
        boolean whole = error.field().equals(FieldReader.WHOLE);
        return new FieldError(whole ? path : path + "." + error.field(), error.detail());
    }

    private ApplyOutcome apply(TenantId tenant, AssistantBundle bundle) {
        AssistantId id = bundle.assistant().id();
        ApplyOutcome.Change change =
                switch (store.save(tenant, bundle.assistant())) {
                    case SaveOutcome.Created _ -> ApplyOutcome.Change.CREATED;
                    case SaveOutcome.Updated _ -> ApplyOutcome.Change.UPDATED;
                    case SaveOutcome.Unchanged _ -> ApplyOutcome.Change.UNCHANGED;
                    // Another process created it between our look and our write: now it is there.
                    case SaveOutcome.Conflict _ -> changeOfSecondTry(tenant, bundle);
                };
        List<String> changed =
                sections.stream()
                        .filter(section -> bundle.sections().containsKey(section.name()))
                        .filter(
                                section ->
                                        section.apply(
                                                tenant, id, bundle.sections().get(section.name())))
                        .map(AssistantSection::name)
                        .toList();
        List<AssistantDocument> wanted = bundle.documents();
        if (wanted == null) {
            return new ApplyOutcome(id, change, 0, 0, changed);
        }
        Map<String, AssistantDocument> present = new HashMap<>();
        documents.list(tenant, id).forEach(document -> present.put(document.id(), document));
        int written = 0;
        for (AssistantDocument document : wanted) {
            if (!document.equals(present.remove(document.id()))) {
                documents.put(tenant, id, document);
                written++;
            }
        }
        present.keySet().forEach(gone -> documents.remove(tenant, id, gone));
        return new ApplyOutcome(id, change, written, present.size(), changed);
    }

    private ApplyOutcome.Change changeOfSecondTry(TenantId tenant, AssistantBundle bundle) {
        return store.save(tenant, bundle.assistant()) instanceof SaveOutcome.Unchanged
                ? ApplyOutcome.Change.UNCHANGED
                : ApplyOutcome.Change.UPDATED;
    }
}
