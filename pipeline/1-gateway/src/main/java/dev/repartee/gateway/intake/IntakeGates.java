package dev.repartee.gateway.intake;

import dev.repartee.contract.GatewayId;
import dev.repartee.gateway.limit.Admission;
import dev.repartee.gateway.limit.MessageQuota;
import dev.repartee.gateway.limit.OpenRequests;
import dev.repartee.gateway.limit.RateLimits;

/**
 * What a message must pass, all of it in memory.
 *
 * @param gateway this process, to which its result is pushed
 * @param rates how often
 * @param quota how many of a tenant
 * @param admission how much in the whole system
 * @param open how much in one conversation
 */
public record IntakeGates(
        GatewayId gateway,
        RateLimits rates,
        MessageQuota quota,
        Admission admission,
        OpenRequests open) {}
