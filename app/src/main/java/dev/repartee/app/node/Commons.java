package dev.repartee.app.node;

import dev.repartee.app.tuning.Tuning;
import dev.repartee.app.understanding.LazyUnderstanding;
import dev.repartee.app.understanding.Understanding;
import dev.repartee.identity.key.KeyConfig;
import dev.repartee.identity.key.KeyUpkeep;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.messages.MessageStore;
import dev.repartee.redis.PushBus;
import dev.repartee.redis.RedisLink;
import dev.repartee.runtime.tracing.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What every role of a process is given.
 *
 * @param settings the configuration
 * @param data the data folder
 * @param engines where the engines are
 * @param stores PostgreSQL
 * @param directory who calls and who answers
 * @param lazyUnderstanding what messages are understood with, for roles that ask for it
 * @param messages what was said
 * @param redis the link to Redis
 * @param push messages between gateways, inference and delivery
 * @param progress what groups have finished; watched and started by the roles that ask it
 * @param tracing spans of this process
 * @param meters the registry of the process
 * @param clock the time
 */
record Commons(
        Settings settings,
        Path data,
        EngineAccess engines,
        Stores stores,
        Directory directory,
        LazyUnderstanding lazyUnderstanding,
        MessageStore messages,
        RedisLink redis,
        PushBus push,
        GroupProgress progress,
        Tracing tracing,
        PrometheusMeterRegistry meters,
        Clock clock) {

    /** Opened by the first role that asks. */
    Understanding understanding() {
        return lazyUnderstanding.get();
    }

    LogCluster log() {
        return engines.kafka().withObserver(TracedRecords.of(tracing));
    }

    KeyUpkeep keyUpkeep() {
        return new KeyUpkeep(directory.apiKeys(), settings.of(KeyConfig.class));
    }

    Tuning tuning() {
        return new Tuning(settings, stores, directory, messages, redis, meters, clock);
    }
}
