package dev.repartee.inference.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.repartee.inference.model.ModelFailure.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads what went wrong out of what a client threw. */
final class Failures {

    private static final int DEEPEST = 12;

    private Failures() {}

    static ModelFailure of(Throwable thrown, boolean begun) {
        Kind kind = Kind.BAD_ANSWER;
        Duration retryAfter = null;
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            Kind known = known(cause, begun);
            if (cause instanceof ProviderHttp.Refused refused) {
                retryAfter = refused.retryAfter().orElse(null);
            }
            if (known != null) {
                kind = known;
            }
        }
        return new ModelFailure(kind, begun, retryAfter, detail(thrown, kind), thrown);
    }

    private static @Nullable Kind known(Throwable cause, boolean begun) {
        return switch (cause) {
            case HttpException http -> ofStatus(http.statusCode());
            case ConnectTimeoutException _ -> Kind.UNREACHABLE;
            case ConnectException _ -> Kind.UNREACHABLE;
            case UnknownHostException _ -> Kind.UNREACHABLE;
            case UnresolvedAddressException _ -> Kind.UNREACHABLE;
            case TimeoutException _ -> Kind.TOTAL_TIMEOUT;
            case JacksonException _ -> Kind.BAD_ANSWER;
            case com.fasterxml.jackson.core.JacksonException _ -> Kind.BAD_ANSWER;
            case IOException _ -> begun ? Kind.CUT : Kind.SERVER_ERROR;
            default -> null;
        };
    }

    private static Kind ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> Kind.UNAUTHORISED;
            case 404 -> Kind.UNKNOWN_MODEL;
            case 408, 504 -> Kind.SERVER_ERROR;
            case 429 -> Kind.RATE_LIMITED;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.REFUSED;
        };
    }

    /** The status, never the body: servers echo the question in their errors. */
    private static String detail(Throwable thrown, Kind kind) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                return kind + ": HTTP " + http.statusCode();
            }
        }
        return kind + ": " + thrown.getClass().getSimpleName();
    }
}
