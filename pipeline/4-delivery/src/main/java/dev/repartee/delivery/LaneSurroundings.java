package dev.repartee.delivery;

import dev.repartee.delivery.pending.PendingStore;
import dev.repartee.redis.Presence;
import dev.repartee.redis.PushBus;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/** What all lanes share. */
record LaneSurroundings(
        PushBus bus,
        Presence presence,
        PendingStore store,
        ResultArchive archive,
        StatusReporter statuses,
        ScheduledExecutorService timer,
        Clock clock) {}
