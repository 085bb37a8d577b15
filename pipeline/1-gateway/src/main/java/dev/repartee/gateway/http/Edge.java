package dev.repartee.gateway.http;

import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What every request gets, whatever its route: security headers, CORS, metrics. */
public final class Edge {

    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String ALLOWED =
            "Authorization, Content-Type, Accept, traceparent, tracestate, If-Match";
    private static final String EXPOSED =
            "Retry-After, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining,"
                    + " RateLimit-Reset, ETag, Location";
    private static final String PREFLIGHT_SECONDS = "3600";

    private final List<String> allowedOrigins;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<Series, Meters> series = new ConcurrentHashMap<>();

    private record Series(String route, String method, int status) {}

    private record Meters(Counter requests, Timer duration) {}

    /**
     * @param allowedOrigins origins of web pages that may call, {@code *} for all
     */
    public Edge(List<String> allowedOrigins, MeterRegistry meters) {
        this.allowedOrigins = List.copyOf(allowedOrigins);
        this.meters = meters;
    }

    /** Whether a web page of that origin may call; a caller without one is no web page. */
    public boolean allows(@Nullable String origin) {
        return origin == null || allowedOrigins.contains("*") || allowedOrigins.contains(origin);
    }

    void handle(RoutingContext route) {
        HttpServerRequest request = route.request();
        HttpServerResponse response = request.response();
        measure(route);
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Cross-Origin-Resource-Policy", "same-site")
                .putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        String origin = request.getHeader("Origin");
        if (origin != null && allows(origin)) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", EXPOSED)
                    .putHeader("Vary", "Origin");
        }
        if (origin != null
                && request.method() == HttpMethod.OPTIONS
                && request.getHeader("Access-Control-Request-Method") != null) {
            preflight(request, response, origin);
        } else {
            route.next();
        }
    }

    private void preflight(HttpServerRequest request, HttpServerResponse response, String origin) {
        if (allows(origin)) {
            String wished = request.getHeader("Access-Control-Request-Headers");
            response.putHeader("Access-Control-Allow-Methods", METHODS)
                    .putHeader("Access-Control-Allow-Headers", wished == null ? ALLOWED : wished)
                    .putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        }
        response.setStatusCode(204).end();
    }

    /** A route is named by its pattern, so that ids never become tags. */
    private void measure(RoutingContext route) {
        long begun = System.nanoTime();
        route.addEndHandler(
                ended -> {
                    Route matched = route.currentRoute();
                    String pattern = matched == null ? null : matched.getName();
                    Meters of =
                            series.computeIfAbsent(
                                    new Series(
                                            pattern == null ? "other" : pattern,
                                            known(route.request().method()),
                                            route.response().getStatusCode()),
                                    this::meters);
                    of.requests().increment();
                    of.duration().record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
                });
    }

    private static String known(HttpMethod method) {
        return HttpMethod.values().contains(method) ? method.name() : "other";
    }

    private Meters meters(Series of) {
        return new Meters(
                Metric.HTTP_REQUESTS.counter(
                        meters,
                        "route",
                        of.route(),
                        "method",
                        of.method(),
                        "status",
                        Integer.toString(of.status())),
                Metric.HTTP_REQUEST_DURATION.timer(meters, "route", of.route()));
    }
}
