package dev.repartee.contract.event;

import dev.repartee.contract.GatewayId;

/**
 * Who waits for an answer.
 *
 * @param gateway the process that accepted the message and counts it as open until its result is
 *     pushed there
 * @param streaming whether a client is listening right now, so that deltas are worth sending
 */
public record ReplyTo(GatewayId gateway, boolean streaming) {}
