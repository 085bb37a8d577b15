package dev.repartee.bench.fuzz.remote;

import dev.repartee.contract.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What no answer may be or hold, whatever was asked. */
final class AnswerRules {

    /** Stands in injected headers: no answer may have a header of that name. */
    static final String INJECTED = "X-Injected";

    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_]+)\"");
    private static final Pattern INSIDE =
            Pattern.compile("dev\\.repartee\\.[a-z]|java\\.lang\\.|org\\.springframework|SQLSTATE");
    private static final Map<String, ErrorCode> CODES =
            Arrays.stream(ErrorCode.values())
                    .collect(Collectors.toMap(ErrorCode::word, Function.identity()));

    private final List<String> secrets;

    /**
     * @param secrets of another tenant
     */
    AnswerRules(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /**
     * What is wrong with the answer, in words that are the same for the same fault.
     *
     * @param toHead whether HEAD was asked, so that there is no body to look at
     */
    Optional<String> broken(Answer answer, boolean toHead) {
        String whole = String.join("\n", answer.headers()) + "\n" + answer.body();
        Optional<String> leak = leaked(whole);
        if (leak.isPresent()) {
            return leak;
        }
        if (answer.header(INJECTED).isPresent()) {
            return Optional.of("a header was injected");
        }
        if (toHead) {
            return answer.status() >= 500 && answer.status() != 503
                    ? Optional.of("status " + answer.status() + " to HEAD")
                    : Optional.empty();
        }
        ErrorCode code = code(answer.body());
        if (answer.status() >= 500 && (code == null || !allowed(code))) {
            return Optional.of(
                    "status " + answer.status() + " with " + (code == null ? "no code" : code));
        }
        boolean problem =
                answer.header("Content-Type").orElse("").startsWith("application/problem+json");
        if (problem && (code == null || code.httpStatus() != answer.status())) {
            return Optional.of("a problem " + answer.status() + " with code " + code);
        }
        if (answer.status() >= 400 && INSIDE.matcher(answer.body()).find()) {
            return Optional.of("a refusal " + answer.status() + " tells of the inside");
        }
        return Optional.empty();
    }

    /** Whether text holds what belongs to the other tenant. */
    Optional<String> leaked(String text) {
        return secrets.stream().anyMatch(text::contains)
                ? Optional.of("another tenant's data was told")
                : Optional.empty();
    }

    /** The error code in an answer or a frame; null when there is none that is documented. */
    static ErrorCode code(String body) {
        Matcher matcher = CODE.matcher(body);
        return matcher.find() ? CODES.get(matcher.group(1)) : null;
    }

    /** Whether a client may see it: no bug of ours, and of server errors only those documented. */
    static boolean allowed(ErrorCode code) {
        return code.blame() != ErrorCode.Blame.BUG
                && (code.httpStatus() < 500 || code.httpStatus() == 503);
    }
}
