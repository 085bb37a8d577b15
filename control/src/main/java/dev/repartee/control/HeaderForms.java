package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests whose headers can't be read, before something deeper stumbles over them: the
 * firewall looks at a header only when it is asked for, and Spring's parser of media types throws
 * what nobody expects for some, for a {@code Content-Type} that begins with a quote, say. Media
 * types that it knows to refuse are left to it.
 */
final class HeaderForms extends OncePerRequestFilter {

    private final ProblemWriter problems;

    HeaderForms(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (readable(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(response, ErrorCode.PROTOCOL_VIOLATION, "a header can't be read");
        }
    }

    private static boolean readable(HttpServletRequest request) {
        try {
            for (String name : Collections.list(request.getHeaderNames())) {
                Collections.list(request.getHeaders(name));
            }
            for (String type : Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE))) {
                MediaType.parseMediaType(type);
            }
            MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
            return true;
        } catch (InvalidMediaTypeException expected) {
            return true;
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
