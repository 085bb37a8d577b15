package dev.repartee.assistants;

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
 * @param version the definition's version
 * @param revision names the definition together with its prompt and its documents: another value
 *     whenever one of them changed, so that caches of replies can carry it in their keys; 16 hex
 *     digits
 * @param rules its rules, ready to be asked
 * @param prompt what a model is told
 * @param trial the test and the arm that this variant belongs to, or null
 */
public record PublishedAssistant(
        TenantId tenant,
        Assistant assistant,
        long version,
        String revision,
        RuleBook rules,
        PublishedPrompt prompt,
        @Nullable Trial trial) {

    /** An assistant with the built-in prompt, outside of any test. */
    public PublishedAssistant(
            TenantId tenant, Assistant assistant, long version, String revision, RuleBook rules) {
        this(tenant, assistant, version, revision, rules, PublishedPrompt.BUILT_IN, null);
    }

    /** The same, answered for by another model; its replies must not be cached as this one's. */
    public PublishedAssistant withModel(ModelSettings other) {
        return new PublishedAssistant(
                tenant, assistant.withModel(other), version, revision, rules, prompt, trial);
    }
}
