package dev.repartee.egress;

import dev.repartee.egress.EgressFailure.Kind;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads what went wrong out of what the client threw. */
final class Faults {

    private static final int DEEPEST = 12;

    private Faults() {}

    static EgressFailure of(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof EgressFailure known) {
                return known;
            }
        }
        return switch (thrown) {
            case LimitedStream.TooLongException _ ->
                    new EgressFailure(Kind.TOO_LARGE, "the answer is larger than allowed");
            case ConnectTimeoutException e ->
                    new EgressFailure(Kind.UNREACHABLE, "no connection in time", e);
            case HttpHostConnectException e ->
                    new EgressFailure(Kind.UNREACHABLE, "no connection", e);
            case UnknownHostException e ->
                    new EgressFailure(Kind.UNKNOWN_HOST, "the host's name is not known", e);
            case ConnectionRequestTimeoutException e ->
                    new EgressFailure(Kind.TIMEOUT, "too many calls are under way", e);
            case SocketTimeoutException e ->
                    new EgressFailure(Kind.TIMEOUT, "there was no whole answer in time", e);
            case SocketException e -> new EgressFailure(Kind.BROKEN, "the connection broke", e);
            case ClosedChannelException e ->
                    new EgressFailure(Kind.BROKEN, "the connection broke", e);
            case IOException e -> new EgressFailure(Kind.BROKEN, "the exchange broke off", e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> new EgressFailure(Kind.BROKEN, "the exchange broke off", thrown);
        };
    }
}
