package dev.repartee.contract.content;

import org.jspecify.annotations.Nullable;

/**
 * A reply that needed no model.
 *
 * @param reply what to say
 * @param nlu the analysis that goes with it, or null
 */
public record PreparedReply(Reply reply, @Nullable Nlu nlu) {}
