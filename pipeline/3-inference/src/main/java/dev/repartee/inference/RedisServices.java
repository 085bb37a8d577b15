package dev.repartee.inference;

import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.WorkerRegistry;

/**
 * What inference uses Redis for; it works without.
 *
 * @param link contexts, results and cached replies
 * @param pushes deltas to gateways
 * @param workers who is alive
 */
public record RedisServices(RedisLink link, PushBus pushes, WorkerRegistry workers) {}
