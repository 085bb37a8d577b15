package dev.repartee.gateway.http;

import dev.repartee.contract.ErrorCode;
import dev.repartee.gateway.intake.Refusal;
import dev.repartee.runtime.Operations;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.concurrent.Callable;

/** {@code /health}, {@code /ready} and {@code /metrics} on the public port. */
public final class OperationsRoutes {

    private final Operations operations;
    private final boolean publicMetrics;
    private final Offload offload;

    /**
     * @param publicMetrics whether others than this machine may read the metrics
     */
    public OperationsRoutes(Operations operations, boolean publicMetrics, Offload offload) {
        this.operations = operations;
        this.publicMetrics = publicMetrics;
        this.offload = offload;
    }

    void health(HttpServerRequest request) {
        Operations.Answer answer = operations.health();
        Answers.write(request.response(), answer.status(), answer.contentType(), answer.body());
    }

    void ready(HttpServerRequest request) {
        answer(request, operations::ready);
    }

    /** A forwarded request is not this machine's own, wherever its last hop was. */
    void metrics(HttpServerRequest request) {
        boolean local =
                request.getHeader("X-Forwarded-For") == null
                        && InetAddress.ofLiteral(request.remoteAddress().hostAddress())
                                .isLoopbackAddress();
        if (publicMetrics || local) {
            answer(request, operations::metrics);
        } else {
            Answers.problem(
                    request.response(),
                    Refusal.of(ErrorCode.FORBIDDEN, "metrics are for this machine only"));
        }
    }

    private void answer(HttpServerRequest request, Callable<Operations.Answer> read) {
        offload.call(Vertx.currentContext(), read)
                .onComplete(
                        answer ->
                                Answers.write(
                                        request.response(),
                                        answer.status(),
                                        answer.contentType(),
                                        answer.body()),
                        failure -> Answers.problem(request.response(), Answers.refusal(failure)));
    }
}
