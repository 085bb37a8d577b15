package dev.repartee.messages;

import dev.repartee.contract.event.ChatResult;

/**
 * A terminal result read back.
 *
 * @param result as published, without the gateway that waited for it
 * @param offset where it lies in its partition of the results
 */
public record StoredResult(ChatResult result, long offset) {}
