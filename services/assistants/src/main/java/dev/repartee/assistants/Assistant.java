package dev.repartee.assistants;

import dev.repartee.assistants.rules.RuleBook;
import dev.repartee.assistants.rules.RuleSet;
import dev.repartee.contract.AssistantId;

/**
 * Who answers for a tenant: persona, model, rules and limits. The limits of each field are those of
 * {@link AssistantDefinitions}, through which every stored assistant has gone.
 *
 * @param id unique within the tenant
 * @param name shown to users
 * @param persona the system prompt: who the assistant is and how it speaks; may be empty
 * @param model which model answers
 * @param pool which workers serve it
 * @param replies what it says besides its model
 * @param rules what it answers without a model
 */
public record Assistant(
        AssistantId id,
        String name,
        String persona,
        ModelSettings model,
        PoolAssignment pool,
        Replies replies,
        RuleSet rules) {

    /** An assistant that answers from its documents and has no rules. */
    public static Assistant plain(AssistantId id, String name) {
        return new Assistant(
                id,
                name,
                "",
                ModelSettings.DEFAULT,
                PoolAssignment.COMMON,
                Replies.DEFAULT,
                RuleSet.NONE);
    }

    /** The same assistant, answered for by another model. */
    public Assistant withModel(ModelSettings other) {
        return new Assistant(id, name, persona, other, pool, replies, rules);
    }

    /** The same assistant, served by other workers. */
    public Assistant withPool(PoolAssignment other) {
        return new Assistant(id, name, persona, model, other, replies, rules);
    }

    /** The same assistant with other rules. */
    public Assistant withRules(RuleSet other) {
        return new Assistant(id, name, persona, model, pool, replies, other);
    }

    /** Its rules, ready to be asked. */
    public RuleBook ruleBook() {
        return new RuleBook(rules, name, replies.languages().defaultLanguage());
    }
}
