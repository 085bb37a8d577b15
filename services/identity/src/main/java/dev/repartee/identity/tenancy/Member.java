package dev.repartee.identity.tenancy;

import dev.repartee.contract.AccountId;
import dev.repartee.identity.role.RoleId;
import java.time.Instant;

/**
 * Somebody who belongs to a business.
 *
 * @param account who
 * @param email where they read mail
 * @param name what people call them
 * @param role what they may do
 * @param since when they joined
 */
public record Member(AccountId account, String email, String name, RoleId role, Instant since) {}
