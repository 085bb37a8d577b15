package dev.repartee.tools.call;

import dev.repartee.egress.EgressAnswer;
import dev.repartee.egress.EgressFailure;
import dev.repartee.egress.EgressHttp;
import dev.repartee.egress.EgressRequest;
import dev.repartee.egress.EgressRequest.Limits;
import dev.repartee.tools.StoredTool;
import dev.repartee.tools.Tool.Http;
import dev.repartee.tools.ToolAnswer;
import dev.repartee.tools.ToolForm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls HTTP tools. */
final class HttpCalls {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final EgressHttp http;

    HttpCalls(EgressHttp http) {
        this.http = http;
    }

    /**
     * Makes the call.
     *
     * @param arguments that fit the tool's schema
     */
    ToolAnswer call(StoredTool.Opened opened, Http tool, ObjectNode arguments, Duration patience)
            throws EgressFailure, InterruptedException {
        ObjectNode rest = arguments.deepCopy();
        String url = url(tool.url(), rest);
        byte[] body = null;
        Map<String, String> headers = new HashMap<>(Placeholders.headers(opened));
        if (WITH_BODY.contains(tool.method())) {
            body = MAPPER.writeValueAsBytes(rest);
            headers.putIfAbsent("Content-Type", "application/json");
        } else if (!rest.isEmpty()) {
            url += (url.contains("?") ? "&" : "?") + query(rest);
        }
        headers.putIfAbsent("Accept", "application/json, text/*;q=0.9");
        return answer(
                http.call(
                        new EgressRequest(
                                tool.method(),
                                url,
                                headers,
                                body,
                                new Limits(
                                        Placeholders.shorter(tool.access().timeout(), patience),
                                        tool.access().answerBytes()),
                                Placeholders.hosts(tool.url(), tool.access().hosts()))));
    }

    private static ToolAnswer answer(EgressAnswer answer) {
        String type = answer.mediaType();
        boolean text =
                type.isEmpty()
                        || type.startsWith("text/")
                        || type.endsWith("json")
                        || type.endsWith("xml")
                        || type.endsWith("yaml");
        String said = text ? answer.text() : "(" + answer.body().length + " bytes of " + type + ")";
        return answer.successful()
                ? new ToolAnswer(ToolAnswer.DONE, said)
                : new ToolAnswer(ToolAnswer.FAILED, "HTTP " + answer.status() + "\n" + said);
    }

    /** Fills the arguments in, and takes those that it used. */
    private static String url(String template, ObjectNode arguments) {
        Set<String> used = new HashSet<>();
        Matcher places = ToolForm.ARGUMENT.matcher(template);
        StringBuilder url = new StringBuilder();
        while (places.find()) {
            String name = places.group(1);
            used.add(name);
            places.appendReplacement(
                    url, Matcher.quoteReplacement(encoded(text(arguments.get(name)))));
        }
        used.forEach(arguments::remove);
        return places.appendTail(url).toString();
    }

    private static String query(ObjectNode arguments) {
        return arguments.properties().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(text(entry.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String text(@Nullable JsonNode value) {
        return value == null ? "" : value.isString() ? value.stringValue() : value.toString();
    }

    /** Dots alone would walk through the path. */
    private static String encoded(String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
    }
}
