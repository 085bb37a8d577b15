package dev.repartee.gateway;

import dev.repartee.gateway.limit.Backlog;
import dev.repartee.kafka.EventSender;
import dev.repartee.kafka.LogCluster;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the gateway stands on.
 *
 * @param log appends requests; must give up by itself and never block (the accepting sender)
 * @param cluster where results are read while Redis is gone
 * @param backlog what the system has not finished
 * @param redis limits, claims and presence
 * @param bus from and to delivery
 * @param meters where it is measured
 */
public record GatewayPlatform(
        EventSender log,
        LogCluster cluster,
        Backlog backlog,
        RedisLink redis,
        PushBus bus,
        MeterRegistry meters) {}
