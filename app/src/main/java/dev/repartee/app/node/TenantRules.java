package dev.repartee.app.node;

import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Nlu;
import dev.repartee.identity.Tenant;
import dev.repartee.identity.Tenants;
import dev.repartee.language.Analyzer;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.entity.Regions;
import java.time.ZonedDateTime;

/** Analyses by rules, and reads numbers and dates as in each tenant's region. */
final class TenantRules implements Analyzer {

    private final RuleAnalyzer rules = RuleAnalyzer.shipped(Regions.NONE);
    private final Tenants tenants;

    TenantRules(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Nlu analyze(String text, String language, ZonedDateTime at) {
        return rules.analyze(text, language, at);
    }

    @Override
    public Nlu analyze(TenantId tenant, String text, String language, ZonedDateTime at) {
        String region = tenants.find(tenant).map(Tenant::region).orElse(Regions.NONE);
        return rules.analyze(text, language, at, Regions.orNone(region));
    }
}
