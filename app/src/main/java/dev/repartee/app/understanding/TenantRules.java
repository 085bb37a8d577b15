package dev.repartee.app.understanding;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Nlu;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.language.Analyzer;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.entity.Regions;
import dev.repartee.training.entity.EntityCatalog;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Analyses by rules, reads numbers and dates as in each tenant's region, and finds the entities
 * that the tenant defines.
 */
public final class TenantRules implements Analyzer {

    private final RuleAnalyzer rules = RuleAnalyzer.shipped(Regions.NONE);
    private final Tenants tenants;
    private final EntityCatalog entities;

    public TenantRules(Tenants tenants, EntityCatalog entities) {
        this.tenants = tenants;
        this.entities = entities;
    }

    @Override
    public Nlu analyze(String text, String language, ZonedDateTime at) {
        return rules.analyze(text, language, at);
    }

    @Override
    public Nlu analyze(
            TenantId tenant,
            @Nullable AssistantId assistant,
            String text,
            String language,
            ZonedDateTime at) {
        String region = tenants.find(tenant).map(Tenant::region).orElse(Regions.NONE);
        return rules.analyze(
                text, language, at, Regions.orNone(region), entities.of(tenant, assistant));
    }
}
