package dev.repartee.dispatch;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.Topic;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.crypto.UndecipherableException;
import dev.repartee.crypto.UserCipher;
import dev.repartee.crypto.UserVault;
import dev.repartee.dispatch.Dispatcher.Course;
import dev.repartee.kafka.LogCluster;
import dev.repartee.kafka.LogRecord;
import dev.repartee.kafka.ParkedNotice;
import dev.repartee.kafka.cluster.GroupProgress;
import dev.repartee.kafka.cluster.TopicCreator;
import dev.repartee.kafka.consumer.OrderedConfig;
import dev.repartee.kafka.consumer.OrderedConsumer;
import dev.repartee.kafka.sender.StageLog;
import dev.repartee.kafka.sender.StageSender;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code chat.requests} and decides for each message whether it can be answered at once or is
 * work for a model. Never waits for a model itself.
 *
 * <p>Without Redis it recognises no duplicates and finds no cached replies; every message is still
 * answered once, because downstream the first result of a request wins.
 */
public final class DispatchStage {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchStage.class);

    private static final int LARGEST_ROUND = 256;

    /** What the stage needs of its services, and no more. */
    record Ports(
            AssistantLookup.Source assistants,
            ReplyCache.Unsealer unsealer,
            Memory.Turns turns,
            LayeredAnalyzer analyzer,
            TopicCreator topics,
            GroupProgress progress) {}

    private final DispatchConfig config;
    private final StageSender sender;
    private final GroupProgress progress;
    private final WorkTopics topics;
    private final RedisRounds rounds;
    private final OrderedConsumer consumer;

    /** Connects lazily: nothing needs to be there before {@link #start()}. */
    public DispatchStage(
            StageLog log,
            RedisLink redis,
            DispatchServices services,
            DispatchConfig config,
            MeterRegistry meters,
            Clock clock) {
        this(
                log,
                redis,
                new Ports(
                        AssistantLookup.Source.of(services.assistants()),
                        (user, value, name) -> unseal(services.vault(), user, value, name),
                        (conversation, turn) -> append(services.vault(), redis, conversation, turn),
                        services.analyzer(),
                        services.topics(),
                        services.progress()),
                config,
                meters,
                clock);
    }

    DispatchStage(
            StageLog log,
            RedisLink redis,
            Ports ports,
            DispatchConfig config,
            MeterRegistry meters,
            Clock clock) {
        this.config = config;
        String group = Topic.Party.DISPATCH.word();
        DispatchMetrics metrics = new DispatchMetrics(meters);
        sender = log.sender(group);
        LogCluster cluster = log.cluster();
        progress = ports.progress();
        topics = new WorkTopics(cluster, ports.topics(), progress);
        rounds =
                new RedisRounds(
                        redis::round, Math.min(config.bounds().lanes(), LARGEST_ROUND), metrics);
        WorkProgress finished = WorkProgress.of(progress);
        FastPath fastPath = new FastPath(config.trackedPerPartition(), finished, topics);
        metrics.tracked(fastPath::tracked);
        Outbox outbox = new Outbox(sender);
        Dispatcher dispatcher =
                new Dispatcher(
                        new AssistantLookup(ports.assistants(), clock),
                        memory(ports, metrics),
                        new ReadyReplies(ports.analyzer(), clock),
                        new Course(
                                fastPath,
                                new Router(
                                        topics::of, fastPath, finished, config.deadline(), clock),
                                finished,
                                config.deadline(),
                                config.fallbackAbove()),
                        outbox,
                        metrics,
                        clock);
        consumer =
                new OrderedConsumer(
                        cluster,
                        OrderedConfig.of(group, Topic.REQUESTS.topicName())
                                .withBounds(config.bounds()),
                        dispatcher,
                        new ParkedNotice(sender, DispatchStage::source, clock),
                        sender,
                        meters,
                        clock);
        consumer.listen(fastPath);
    }

    private static ParkedNotice.Source source(LogRecord request) {
        return new ParkedNotice.Source(
                request.origin(), request.event(ChatRequest.class).envelope().replyTo());
    }

    private Memory memory(Ports ports, DispatchMetrics metrics) {
        return new Memory(
                rounds,
                new Deduplicator(config.claim()),
                new ReplyCache(ports.unsealer(), config.shortestCached(), metrics),
                new UserProfiles(),
                ports.turns());
    }

    /** Only to a context that is there: one is begun by inference alone. */
    private static void append(
            UserVault vault, RedisLink redis, ConversationKey conversation, RememberedTurn turn) {
        if (!redis.up()) {
            return;
        }
        try {
            String key = RememberedTurn.key(conversation);
            vault.existing(conversation.userKey())
                    .map(cipher -> cipher.encrypt(EventCodec.encodeTurn(turn), key))
                    .ifPresent(turnBytes -> redis.call(c -> c.rpushx(key, turnBytes)));
        } catch (ReparteeException e) {
            LOG.atDebug()
                    .addKeyValue("error", e.code())
                    .log("a reply by rule or cache is missing from its conversation's context");
        }
    }

    private static Optional<byte[]> unseal(
            UserVault vault, UserKey user, byte[] value, String name) {
        Optional<UserCipher> cipher = vault.existing(user);
        if (cipher.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher.get().decrypt(value, name));
        } catch (UndecipherableException e) {
            return Optional.empty();
        }
    }

    /**
     * Begins to dispatch; returns when the topics were checked.
     *
     * @throws ReparteeException with {@link ErrorCode#INVALID_CONFIGURATION} when a topic may
     *     forget a message before its deadline, with {@link ErrorCode#LOG_UNAVAILABLE} when the log
     *     does not answer
     */
    public void start() throws InterruptedException {
        try {
            topics.checkRetention(config.deadline());
        } catch (ExecutionException e) {
            throw new ReparteeException(
                    ErrorCode.LOG_UNAVAILABLE, "dispatch: the topics can not be checked", e);
        }
        progress.start();
        consumer.start();
    }

    /** Whether messages are being dispatched. */
    public boolean ready() {
        return consumer.ready();
    }

    /** Lets what is in hand finish up to the limit, then leaves. */
    public void close(Duration limit) {
        consumer.close(limit);
        rounds.close();
        topics.close();
        sender.close(limit);
    }
}
