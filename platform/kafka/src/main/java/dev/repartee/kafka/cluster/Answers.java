package dev.repartee.kafka.cluster;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.LogCluster;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Asks the log's administration, and waits for its answers with a limit. */
final class Answers {

    private static final long LIMIT_SECONDS = 15;

    private Answers() {}

    /**
     * @throws ReparteeException with {@link ErrorCode#INVALID_CONFIGURATION} when no client can be
     *     made of the cluster's properties
     */
    static Admin admin(LogCluster cluster) {
        Map<String, Object> properties = cluster.properties();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        try {
            return Admin.create(properties);
        } catch (KafkaException unusable) {
            throw new ReparteeException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the log's settings can't be used: " + Reason.of(unusable),
                    unusable);
        }
    }

    /**
     * @throws ReparteeException with {@link ErrorCode#LOG_UNAVAILABLE} when there is no answer in
     *     time
     * @throws ExecutionException when the log refuses
     */
    static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReparteeException(ErrorCode.LOG_UNAVAILABLE, "interrupted", e);
        } catch (TimeoutException e) {
            throw new ReparteeException(ErrorCode.LOG_UNAVAILABLE, "the log does not answer", e);
        }
    }

    /** Whether an answer comes so soon, and is no refusal. */
    static boolean comesWithin(Duration limit, KafkaFuture<?> future) {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReparteeException(ErrorCode.LOG_UNAVAILABLE, "interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    static ReparteeException refused(ExecutionException refusal) {
        Throwable cause = refusal.getCause();
        String what =
                switch (cause) {
                    case SaslAuthenticationException _ -> "the log refused the credentials: ";
                    case SslAuthenticationException _ -> "no trusted connection to the log: ";
                    default -> "the log refused: ";
                };
        return new ReparteeException(ErrorCode.LOG_UNAVAILABLE, what + Reason.of(cause), cause);
    }
}
