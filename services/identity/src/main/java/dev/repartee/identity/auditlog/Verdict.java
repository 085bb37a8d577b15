package dev.repartee.identity.auditlog;

import dev.repartee.contract.TenantId;

/** What a check of one tenant's chain found. */
public sealed interface Verdict {

    /** Whose chain it is. */
    TenantId tenant();

    /**
     * Every entry is there as it was written.
     *
     * @param entries how many
     */
    record Intact(TenantId tenant, long entries) implements Verdict {}

    /**
     * Somebody changed it.
     *
     * @param sequence the first entry that is not what was written
     * @param detail what is wrong there
     */
    record Broken(TenantId tenant, long sequence, String detail) implements Verdict {}
}
