package dev.repartee.control;

import dev.repartee.contract.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes failures as {@code application/problem+json} (RFC 9457) with our {@link ErrorCode}. */
@Component
public final class ProblemWriter {

    private final JsonMapper mapper;

    ProblemWriter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    static ProblemDetail problem(ErrorCode code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(code.httpStatus());
        problem.setType(URI.create("urn:repartee:error:" + code.word()));
        problem.setDetail(detail);
        problem.setProperty("code", code.word());
        return problem;
    }

    void unauthenticated(HttpServletRequest request, HttpServletResponse response, Exception cause)
            throws IOException {
        write(
                response,
                ErrorCode.UNAUTHENTICATED,
                "send an API key or an access token as 'Authorization: Bearer ...'");
    }

    void forbidden(
            HttpServletRequest request, HttpServletResponse response, @Nullable Exception cause)
            throws IOException {
        write(response, ErrorCode.FORBIDDEN, "you may not do that");
    }

    /** Writes a problem where no controller is involved. */
    public void write(HttpServletResponse response, ErrorCode code, String detail)
            throws IOException {
        response.setStatus(code.httpStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        mapper.writeValue(response.getOutputStream(), problem(code, detail));
    }
}
