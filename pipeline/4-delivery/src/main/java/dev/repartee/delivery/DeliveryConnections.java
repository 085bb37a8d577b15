package dev.repartee.delivery;

import dev.repartee.crypto.UserVault;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.messages.MessageStore;
import dev.repartee.postgres.Database;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisLink;

/**
 * What delivery needs around it; all of it is owned, and closed, by who made it.
 *
 * @param bus the one of this process, shared with its gateway if there is one
 * @param messages asked for results of messages that were sent again
 */
public record DeliveryConnections(
        StageLog log,
        RedisLink redis,
        PushBus bus,
        Database database,
        UserVault vault,
        MessageStore messages) {}
