package dev.repartee.assistants.served;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.experiment.Trial;
import dev.repartee.assistants.prompt.PublishedPrompt;
import dev.repartee.assistants.rules.RuleBook;
import dev.repartee.contract.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * An assistant as the pipeline serves it.
 *
 * @param tenant whose it is
 * @param assistant its definition
 * @param edition which state of it this is
 * @param rules its rules, ready to be asked
 * @param prompt what a model is told
 * @param trial the test and the arm that this variant belongs to, or null
 */
public record PublishedAssistant(
        TenantId tenant,
        Assistant assistant,
        Edition edition,
        RuleBook rules,
        PublishedPrompt prompt,
        @Nullable Trial trial) {

    /** An assistant with the built-in prompt and no documents, outside of any test. */
    public PublishedAssistant(
            TenantId tenant, Assistant assistant, long version, String revision, RuleBook rules) {
        this(
                tenant,
                assistant,
                new Edition(version, revision, ""),
                rules,
                PublishedPrompt.BUILT_IN,
                null);
    }

    /** The version of its definition. */
    public long version() {
        return edition.version();
    }

    /** See {@link Edition#revision}. */
    public String revision() {
        return edition.revision();
    }

    /** The same, answered for by another model; its replies must not be cached as this one's. */
    public PublishedAssistant withModel(ModelSettings other) {
        return new PublishedAssistant(
                tenant, assistant.withModel(other), edition, rules, prompt, trial);
    }

    /** The same, told by another prompt; its replies must not be cached as this one's. */
    public PublishedAssistant withPrompt(PublishedPrompt other) {
        return new PublishedAssistant(tenant, assistant, edition, rules, other, null);
    }
}
