package dev.repartee.assistants;

import dev.repartee.assistants.rules.RuleBook;
import dev.repartee.contract.TenantId;

/**
 * An assistant as the pipeline serves it.
 *
 * @param tenant whose it is
 * @param assistant its definition
 * @param version the definition's version
 * @param revision names the definition together with its documents: another value whenever either
 *     changed, so that caches of replies can carry it in their keys; 16 hex digits
 * @param rules its rules, ready to be asked
 */
public record PublishedAssistant(
        TenantId tenant, Assistant assistant, long version, String revision, RuleBook rules) {}
