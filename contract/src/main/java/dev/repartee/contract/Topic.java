package dev.repartee.contract;

import static dev.repartee.contract.Topic.Party.ANALYTICS;
import static dev.repartee.contract.Topic.Party.AUDIT;
import static dev.repartee.contract.Topic.Party.DELIVERY;
import static dev.repartee.contract.Topic.Party.DISPATCH;
import static dev.repartee.contract.Topic.Party.GATEWAY;
import static dev.repartee.contract.Topic.Party.HISTORY;
import static dev.repartee.contract.Topic.Party.INFERENCE;
import static dev.repartee.contract.Topic.Party.OPERATIONS;
import static dev.repartee.contract.Topic.Party.WEBHOOKS;

import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.TrafficEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * The catalogue of topics: who writes and who reads each one, what it carries and how long it is
 * kept.
 *
 * <p>A stage may touch no topic that this catalogue does not give it; {@code docs/flow.md} is
 * generated from it.
 */
public enum Topic {
    REQUESTS(
            "chat.requests",
            ChatRequest.class,
            Set.of(GATEWAY),
            Set.of(DISPATCH, HISTORY, AUDIT),
            hours(6)),
    TO_INFER("chat.to_infer", InferenceWork.class, Set.of(DISPATCH), Set.of(INFERENCE), hours(2)),
    RESULTS(
            "chat.inference_results",
            ChatResult.class,
            Set.of(DISPATCH, INFERENCE, AUDIT),
            Set.of(DELIVERY, HISTORY, AUDIT, ANALYTICS, WEBHOOKS),
            days(7)),
    DELIVERY_STATUS(
            "chat.delivery.status",
            DeliveryStatus.class,
            Set.of(DELIVERY),
            Set.of(HISTORY, ANALYTICS),
            days(7)),
    CONVERSATIONS(
            "chat.conversations",
            ConversationNote.class,
            Set.of(DISPATCH),
            Set.of(HISTORY),
            days(7)),
    TRAFFIC(
            "chat.events.analytics",
            TrafficEvent.class,
            Set.of(GATEWAY, DISPATCH),
            Set.of(ANALYTICS),
            days(7));

    /** The suffix of the dead-letter topic that belongs to each topic. */
    public static final String DEAD_LETTER_SUFFIX = ".dlq";

    /** How long dead letters are kept: never longer than the log keeps text at all (promise P8). */
    public static final Duration DEAD_LETTER_RETENTION = days(7);

    /** Partitions of every topic; fixed, because adding some would move keys. */
    public static final int PARTITIONS = 24;

    /** Who may write or read a topic. */
    public enum Party {
        GATEWAY,
        DISPATCH,
        INFERENCE,
        DELIVERY,
        HISTORY,
        AUDIT,
        ANALYTICS,
        WEBHOOKS,
        OPERATIONS;

        /** The consumer group, role and metric prefix of this party: its name in lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String topicName;
    private final Class<? extends Event> payload;
    private final Set<Party> producers;
    private final Set<Party> consumers;
    private final Duration retention;

    Topic(
            String topicName,
            Class<? extends Event> payload,
            Set<Party> producers,
            Set<Party> consumers,
            Duration retention) {
        this.topicName = topicName;
        this.payload = payload;
        this.producers = producers;
        this.consumers = consumers;
        this.retention = retention;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The name of the dead-letter topic. */
    public String deadLetterName() {
        return topicName + DEAD_LETTER_SUFFIX;
    }

    /** What its records carry. */
    public Class<? extends Event> payload() {
        return payload;
    }

    /** Who may write. {@link Party#OPERATIONS} may besides write replays to every topic. */
    public Set<Party> producers() {
        return producers;
    }

    /** Who may read; each reader has a consumer group of its own, named after it. */
    public Set<Party> consumers() {
        return consumers;
    }

    /** How long a production deployment keeps records; the embedded one keeps all for 7 days. */
    public Duration retention() {
        return retention;
    }

    /**
     * The topic of a pool of inference workers: {@code chat.to_infer.<pool>}, or the common one for
     * an empty pool.
     */
    public static String toInfer(String pool) {
        return pool.isEmpty() ? TO_INFER.topicName : TO_INFER.topicName + "." + pool;
    }

    /**
     * The consumer group of a pool of inference workers: {@code inference.<pool>}, or the common
     * one.
     */
    public static String inferenceGroup(String pool) {
        return pool.isEmpty() ? INFERENCE.word() : INFERENCE.word() + "." + pool;
    }

    /** The party that inspects and replays dead letters. */
    public static Party operations() {
        return OPERATIONS;
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
