package dev.repartee.kafka.cluster;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import dev.repartee.kafka.LogCluster;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** Asks the log's administration, and waits for its answers with a limit. */
final class Answers {

    private static final long LIMIT_SECONDS = 15;

    private Answers() {}

    static Admin admin(LogCluster cluster) {
        Map<String, Object> properties = cluster.properties();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return Admin.create(properties);
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

    static ReparteeException refused(ExecutionException refusal) {
        return new ReparteeException(
                ErrorCode.LOG_UNAVAILABLE,
                "the log refused: " + refusal.getCause().getMessage(),
                refusal.getCause());
    }
}
