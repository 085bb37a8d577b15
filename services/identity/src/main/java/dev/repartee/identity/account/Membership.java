package dev.repartee.identity.account;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.role.RoleId;

/**
 * Somebody's place in a business.
 *
 * @param tenant the business
 * @param role what they may do there
 */
public record Membership(TenantId tenant, RoleId role) {}
