package dev.repartee.identity.provider;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import dev.repartee.egress.EgressAnswer;
import dev.repartee.egress.EgressFailure;
import dev.repartee.egress.EgressHttp;
import dev.repartee.egress.EgressRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Calls providers as {@link EgressHttp} allows it: a business names its provider, and must reach
 * nothing by it that only insiders may reach. Thread-safe.
 */
public final class ProviderHttp implements HTTPRequestSender, ResourceRetriever {

    private static final EgressRequest.Limits LIMITS =
            new EgressRequest.Limits(Duration.ofSeconds(5), 256 << 10);

    private final EgressHttp http;

    /**
     * @param http should follow no redirects: secrets are sent
     */
    public ProviderHttp(EgressHttp http) {
        this.http = http;
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        request.getHeaderMap().forEach((name, values) -> headers.put(name, values.getFirst()));
        String body = request.getBody();
        EgressAnswer answer =
                call(
                        new EgressRequest(
                                request.getMethod().name(),
                                request.getURI().toString(),
                                headers,
                                body == null ? null : body.getBytes(StandardCharsets.UTF_8),
                                LIMITS,
                                Set.of()));
        HTTPResponse response = new HTTPResponse(answer.status());
        try {
            if (!answer.mediaType().isEmpty()) {
                response.setContentType(answer.mediaType());
            }
        } catch (ParseException e) {
            throw new IOException("the answer's media type can't be read", e);
        }
        response.setBody(answer.text());
        return response;
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        EgressAnswer answer = get(URI.create(url.toString()), Map.of());
        return new Resource(answer.text(), answer.mediaType());
    }

    /** Fetches what must be there. */
    EgressAnswer get(URI url, Map<String, String> headers) throws IOException {
        EgressAnswer answer =
                call(new EgressRequest("GET", url.toString(), headers, null, LIMITS, Set.of()));
        if (!answer.successful()) {
            throw new IOException("the answer's status is " + answer.status());
        }
        return answer;
    }

    private EgressAnswer call(EgressRequest request) throws IOException {
        try {
            return http.call(request);
        } catch (EgressFailure e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IllegalArgumentException e) {
            throw new IOException("the call can't be sent", e);
        }
    }
}
