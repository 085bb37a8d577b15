package dev.repartee.control;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What can be asked without a credential: the ways to get one. */
final class PublicPaths {

    private static final PathPatternRequestMatcher.Builder AT =
            PathPatternRequestMatcher.withDefaults();

    static final RequestMatcher ALL =
            new OrRequestMatcher(
                    AT.matcher(HttpMethod.POST, "/api/v1/session"),
                    AT.matcher(HttpMethod.POST, "/api/v1/session/refresh"));

    private PublicPaths() {}
}
