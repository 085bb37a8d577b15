package dev.repartee.egress;

import dev.repartee.egress.EgressAnswer.Head;
import dev.repartee.egress.EgressFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** One call with its redirects, each of which is judged as if a user had given it. */
final class Journey<T> {

    private static final Set<String> HARMLESS = Set.of("accept", "content-type", "user-agent");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HopClient client;
    private final EgressPolicy policy;
    private final EgressRequest request;
    private final EgressAnswer.Reader<T> reader;
    private final int redirects;
    private final long end;

    /** Written by the calling thread, read by whoever cancels. */
    private volatile @Nullable HttpUriRequestBase underWay;

    private volatile boolean cancelled;

    Journey(
            HopClient client,
            EgressPolicy policy,
            EgressRequest request,
            EgressAnswer.Reader<T> reader,
            int redirects,
            long end) {
        this.client = client;
        this.policy = policy;
        this.request = request;
        this.reader = reader;
        this.redirects = redirects;
        this.end = end;
    }

    /** What is asked at one place. */
    private record Hop(
            String method, URI url, Map<String, String> headers, byte @Nullable [] body) {}

    /** What came of it: an answer, or a further place. */
    private sealed interface Step<T> {
        record Read<T>(T value) implements Step<T> {}

        record Onward<T>(Hop next) implements Step<T> {}
    }

    T run() throws EgressFailure, IOException {
        Hop hop =
                new Hop(
                        request.method(),
                        policy.check(request.url()),
                        request.headers(),
                        request.body());
        for (int followed = 0; ; followed++) {
            allowed(hop.url());
            switch (step(hop)) {
                case Step.Read<T>(T value) -> {
                    return value;
                }
                case Step.Onward<T>(Hop next) -> {
                    if (followed >= redirects) {
                        throw badRedirect("redirected more than " + redirects + " times");
                    }
                    hop = next;
                }
            }
        }
    }

    void cancel() {
        cancelled = true;
        HttpUriRequestBase current = underWay;
        if (current != null) {
            current.cancel();
        }
    }

    private void allowed(URI url) throws EgressFailure {
        if (!request.hosts().isEmpty()
                && !EgressPolicy.listed(EgressPolicy.host(url), request.hosts())) {
            throw new EgressFailure(Kind.REFUSED_URL, "the host is not among the allowed ones");
        }
    }

    private Step<T> step(Hop hop) throws EgressFailure, IOException {
        HttpUriRequestBase written = written(hop);
        underWay = written;
        long left = end - System.nanoTime();
        if (cancelled || left <= 0) {
            throw new EgressFailure(Kind.TIMEOUT, "there was no whole answer in time");
        }
        boolean whole = false;
        ClassicHttpResponse response = client.open(written, Duration.ofNanos(left));
        try {
            String location = location(response);
            Step<T> step =
                    location == null
                            ? new Step.Read<>(read(response, hop.url()))
                            : new Step.Onward<>(onward(hop, response.getCode(), location));
            whole = location == null;
            return step;
        } finally {
            if (whole) {
                response.close();
            } else {
                written.cancel();
            }
        }
    }

    private T read(ClassicHttpResponse response, URI url) throws IOException {
        InputStream body =
                response.getEntity() == null
                        ? InputStream.nullInputStream()
                        : response.getEntity().getContent();
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(
                            header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return reader.read(
                new Head(response.getCode(), headers, url),
                new LimitedStream(body, request.limits().answerBytes()));
    }

    private static @Nullable String location(ClassicHttpResponse response) {
        Header location = response.getFirstHeader("Location");
        return location != null && REDIRECTS.contains(response.getCode())
                ? location.getValue()
                : null;
    }

    private Hop onward(Hop from, int status, String location) throws EgressFailure {
        URI target;
        try {
            target = policy.check(from.url().resolve(location));
        } catch (IllegalArgumentException e) {
            throw badRedirect("redirected to what is no URL");
        } catch (EgressFailure refused) {
            throw badRedirect("redirected to where a call may not go");
        }
        if (from.url().getScheme().equals("https") && target.getScheme().equals("http")) {
            throw badRedirect("redirected from https to http");
        }
        boolean keepsBody = status == 307 || status == 308;
        boolean head = from.method().equals("HEAD");
        Map<String, String> headers = new HashMap<>(from.headers());
        if (!origin(from.url()).equals(origin(target))) {
            headers.keySet().removeIf(name -> !HARMLESS.contains(name.toLowerCase(Locale.ROOT)));
        }
        return keepsBody
                ? new Hop(from.method(), target, headers, from.body())
                : new Hop(head ? "HEAD" : "GET", target, headers, null);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static HttpUriRequestBase written(Hop hop) {
        HttpUriRequestBase written = new HttpUriRequestBase(hop.method(), hop.url());
        hop.headers().forEach(written::setHeader);
        byte[] body = hop.body();
        if (body != null) {
            // The type is among the headers.
            written.setEntity(new ByteArrayEntity(body, null));
        }
        return written;
    }

    private static EgressFailure badRedirect(String reason) {
        return new EgressFailure(Kind.BAD_REDIRECT, reason);
    }
}
