package dev.repartee.gateway;

import dev.repartee.assistants.served.AssistantCatalog;
import dev.repartee.feedback.FeedbackStore;
import dev.repartee.identity.Identity;
import dev.repartee.identity.UserTokens;
import dev.repartee.identity.tenancy.TenantPolicies;
import dev.repartee.messages.MessageStore;
import dev.repartee.runtime.Operations;

/**
 * What the gateway asks questions of.
 *
 * @param identity who calls
 * @param userTokens makes tokens
 * @param tenants what holds for each tenant: redaction, origins, quotas
 * @param assistants who can be asked
 * @param messages what became of messages
 * @param feedback what users think of replies
 * @param operations what this process says of itself
 */
public record GatewayServices(
        Identity identity,
        UserTokens userTokens,
        TenantPolicies tenants,
        AssistantCatalog assistants,
        MessageStore messages,
        FeedbackStore feedback,
        Operations operations) {}
