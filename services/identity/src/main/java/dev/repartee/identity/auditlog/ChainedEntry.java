package dev.repartee.identity.auditlog;

/**
 * An entry at its place in the chain.
 *
 * @param sequence its number, from 1 without gaps
 * @param entry what was done
 * @param hash covers the entry, its number and the hash before, in hexadecimal
 */
public record ChainedEntry(long sequence, AuditEntry entry, String hash) {}
