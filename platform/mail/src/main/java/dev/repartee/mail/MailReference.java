package dev.repartee.mail;

import dev.repartee.contract.TenantId;

/**
 * By what a business finds a mail of its own again.
 *
 * @param tenant the business
 * @param about what the mail is about: the id of an invitation, say
 */
public record MailReference(TenantId tenant, String about) {}
