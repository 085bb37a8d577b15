package dev.repartee.gateway.http;

import dev.repartee.identity.origin.OriginRules;
import dev.repartee.runtime.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What every request gets, whatever its route: security headers, CORS, metrics. */
public final class Edge {

    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String ALLOWED =
            "Authorization, Content-Type, Accept, traceparent, tracestate, If-Match";
    private static final String EXPOSED =
            "Retry-After, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining,"
                    + " RateLimit-Reset, ETag, Location";
    private static final String PREFLIGHT_SECONDS = "3600";

    private final OriginRules origins;
    private final ClientAddress addresses;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<Series, Meters> series = new ConcurrentHashMap<>();
    private volatile boolean draining;

    private record Series(String route, String method, int status) {}

    private record Meters(Counter requests, Timer duration) {}

    /**
     * @param origins which web pages may call
     * @param addresses tells whose word about the called host is believed
     */
    public Edge(OriginRules origins, ClientAddress addresses, MeterRegistry meters) {
        this.origins = origins;
        this.addresses = addresses;
        this.meters = meters;
    }

    /**
     * From now on whoever gets an answer is told to use another connection for the next request.
     */
    public void drain() {
        draining = true;
    }

    /** Whether the web page may call at all; with whose credentials, the doorkeeper looks. */
    public boolean allows(Arrival arrival) {
        return origins.known(
                arrival.headers().get("Origin"), arrival.host(addresses.trusts(arrival.remote())));
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
        if (draining && request.version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close");
        }
        String origin = request.getHeader("Origin");
        boolean allowed = origin != null && allows(Arrival.of(request));
        if (allowed) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", EXPOSED)
                    .putHeader("Vary", "Origin");
        }
        if (origin != null
                && request.method() == HttpMethod.OPTIONS
                && request.getHeader("Access-Control-Request-Method") != null) {
            preflight(request, response, allowed);
        } else {
            route.next();
        }
    }

    /** It shows no credential, so it is answered alike for every tenant that allows the page. */
    private static void preflight(
            HttpServerRequest request, HttpServerResponse response, boolean allowed) {
        if (allowed) {
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
