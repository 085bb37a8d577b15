package dev.repartee.identity.tenancy;

import dev.repartee.contract.TenantId;
import dev.repartee.identity.account.EmailAddress;
import dev.repartee.identity.role.RoleId;
import java.time.Instant;

/**
 * Somebody was asked to join a business.
 *
 * @param id its name in paths
 * @param tenant the business
 * @param email where the mail went
 * @param role what they may do once they accept
 * @param invitedBy who asked: {@code account:<id>} or {@code key:<prefix>}
 * @param createdAt when
 * @param expiresAt until when they may accept
 */
public record Invitation(
        String id,
        TenantId tenant,
        EmailAddress email,
        RoleId role,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt) {}
