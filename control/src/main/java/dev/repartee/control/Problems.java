package dev.repartee.control;

import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns exceptions into problems; nothing of the inside shows. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int LONGEST_NAME = 64;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> ours(ReparteeException failure) {
        return answer(failure.code(), failure.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> later(RetryLater failure) {
        return ResponseEntity.status(failure.code().httpStatus())
                .header(HttpHeaders.RETRY_AFTER, Long.toString(failure.seconds()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(failure.code(), failure.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidFields failure) {
        ProblemDetail problem =
                ProblemWriter.problem(ErrorCode.INVALID_FIELD, failure.subject() + " has errors");
        problem.setProperty("errors", failure.errors());
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(MultipartException failure) {
        return answer(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the form can't be read");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception failure) {
        LOG.atError().setCause(failure).log("a control request failed");
        return answer(ErrorCode.INTERNAL, "something went wrong here; try again later");
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ReparteeException ours) {
                return body(ours.code(), ours.getMessage());
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return body(ErrorCode.INVALID_FIELD, unknown(unknown.getPropertyName()));
            }
        }
        return body(ErrorCode.MALFORMED_JSON, "the body is not the JSON that this path expects");
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure,
            Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ErrorCode code =
                switch (status.value()) {
                    case 404 -> ErrorCode.NOT_FOUND;
                    case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
                    case 413 -> ErrorCode.BODY_TOO_LARGE;
                    case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
                    default ->
                            status.is4xxClientError()
                                    ? ErrorCode.INVALID_FIELD
                                    : ErrorCode.INTERNAL;
                };
        return body(
                code,
                status.is4xxClientError() ? failure.getMessage() : "something went wrong here");
    }

    private static String unknown(String field) {
        return field.length() > LONGEST_NAME
                ? "there is a field that this path does not know"
                : "there is no field '" + field + "' here";
    }

    private static ResponseEntity<ProblemDetail> answer(ErrorCode code, String detail) {
        return ResponseEntity.status(code.httpStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(code, detail));
    }

    private static ResponseEntity<Object> body(ErrorCode code, String detail) {
        return ResponseEntity.status(code.httpStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(code, detail));
    }
}
