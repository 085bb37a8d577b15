package dev.repartee.assistants;

import java.time.Instant;

/**
 * An assistant as it lies in the database.
 *
 * @param assistant its definition
 * @param version from 1; grows with every change of the definition
 * @param updatedAt when it was changed last
 */
public record StoredAssistant(Assistant assistant, long version, Instant updatedAt) {}
