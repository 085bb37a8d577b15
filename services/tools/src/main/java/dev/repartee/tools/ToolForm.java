package dev.repartee.tools;

import dev.repartee.assistants.form.FieldError;
import dev.repartee.assistants.form.FieldReader;
import dev.repartee.assistants.form.InvalidFields;
import dev.repartee.egress.EgressFailure;
import dev.repartee.egress.EgressPolicy;
import dev.repartee.egress.EgressRequest;
import dev.repartee.tools.Tool.Access;
import dev.repartee.tools.Tool.Http;
import dev.repartee.tools.Tool.Mcp;
import dev.repartee.tools.Tool.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one written form of a {@link Tool}; secrets are no part of it. */
public final class ToolForm {

    /** Where an argument goes in a URL. */
    public static final Pattern ARGUMENT = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]{0,63})}");

    /** Where a secret goes in a header. */
    static final Pattern SECRET = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_-]{0,63})}");

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern MCP_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern METHOD = Pattern.compile("GET|POST|PUT|PATCH|DELETE");
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9.-]{1,250}");
    private static final Pattern KIND = Pattern.compile("http|mcp");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ToolForm() {}

    /**
     * Reads the form.
     *
     * @param policy what may be called at all
     * @throws InvalidFields names every field that is wrong
     */
    public static Tool read(String name, JsonNode form, EgressPolicy policy) {
        List<FieldError> errors = new ArrayList<>();
        FieldReader fields = new FieldReader(form, "", errors);
        if (!NAME.matcher(name).matches()) {
            errors.add(
                    new FieldError(
                            "name",
                            "must be 1 to 40 lower-case letters, digits and _, a letter first"));
        }
        String type = fields.word("type", KIND, "http or mcp", null);
        String url = fields.text("url", 2_000, null);
        checkUrl(fields, url, policy);
        Access access = access(fields);
        Boolean enabled = fields.flag("enabled");
        Tool tool =
                new Tool(
                        name,
                        fields.text("description", 1_000, ""),
                        enabled == null || enabled,
                        type.equals("mcp") ? mcp(fields, url, access) : http(fields, url, access));
        if (tool.source() instanceof Http && tool.description().isBlank()) {
            fields.error("description", "is required: the model reads it to know when to call");
        }
        // Secrets are written beside the definition.
        fields.has("secrets");
        fields.refuseOthers();
        if (!errors.isEmpty()) {
            throw new InvalidFields("the tool", errors);
        }
        return tool;
    }

    /** Reads what {@link #write} wrote, whatever may be called now. */
    static Tool parse(String name, String json, EgressPolicy policy) {
        return read(name, MAPPER.readTree(json), policy);
    }

    /** Writes the form. */
    public static ObjectNode write(Tool tool) {
        ObjectNode form = MAPPER.createObjectNode();
        form.put("description", tool.description());
        form.put("enabled", tool.enabled());
        switch (tool.source()) {
            case Http http -> {
                form.put("type", "http");
                form.put("method", http.method());
                form.put("url", http.url());
                form.set("parameters", http.parameters());
                form.put("readOnly", http.readOnly());
            }
            case Mcp mcp -> {
                form.put("type", "mcp");
                form.put("url", mcp.url());
                ArrayNode tools = form.putArray("tools");
                new TreeSet<>(mcp.tools()).forEach(tools::add);
                ArrayNode readOnly = form.putArray("readOnlyTools");
                new TreeSet<>(mcp.readOnly()).forEach(readOnly::add);
            }
        }
        Access access = tool.source().access();
        ObjectNode headers = form.putObject("headers");
        new TreeMap<>(access.headers()).forEach(headers::put);
        form.put("timeoutSeconds", Math.toIntExact(access.timeout().toSeconds()));
        form.put("maxBytes", access.answerBytes());
        ArrayNode hosts = form.putArray("hosts");
        access.hosts().forEach(hosts::add);
        return form;
    }

    private static Source http(FieldReader fields, String url, Access access) {
        String method = fields.word("method", METHOD, "GET, POST, PUT, PATCH or DELETE", "GET");
        JsonNode parameters = parameters(fields);
        Boolean readOnly = fields.flag("readOnly");
        for (Matcher argument = ARGUMENT.matcher(url); argument.find(); ) {
            String name = argument.group(1);
            if (!parameters.path("properties").has(name)) {
                fields.error("url", "uses {" + name + "}, which parameters.properties lacks");
            } else if (!required(parameters, name)) {
                fields.error("parameters", "must require '" + name + "', which the URL uses");
            }
        }
        return new Http(
                method,
                url,
                parameters,
                readOnly == null ? method.equals("GET") : readOnly,
                access);
    }

    private static boolean required(JsonNode parameters, String name) {
        for (JsonNode each : parameters.path("required")) {
            if (each.asString("").equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode parameters(FieldReader fields) {
        ObjectNode none = MAPPER.createObjectNode().put("type", "object");
        if (!fields.has("parameters")) {
            return none;
        }
        JsonNode given = fields.node("parameters");
        String fault = SchemaCheck.fault(given);
        if (fault != null) {
            fields.error("parameters", fault);
            return none;
        }
        return given;
    }

    private static Source mcp(FieldReader fields, String url, Access access) {
        if (ARGUMENT.matcher(url).find()) {
            fields.error("url", "of a server can not contain arguments");
        }
        Set<String> tools = names(fields, "tools");
        if (tools.isEmpty()) {
            fields.error("tools", "must list the server's tools that the model may call");
        }
        Set<String> readOnly = names(fields, "readOnlyTools");
        if (!tools.containsAll(readOnly)) {
            fields.error("readOnlyTools", "must all be among tools");
        }
        return new Mcp(url, tools, readOnly, access);
    }

    private static Set<String> names(FieldReader fields, String field) {
        return new TreeSet<>(
                fields.list(
                        field,
                        100,
                        element -> {
                            String name = fields.text(element.value(), element.path(), 1, 64);
                            if (!MCP_NAME.matcher(name).matches()) {
                                fields.error(element.path(), "is no name of a tool");
                            }
                            return name;
                        }));
    }

    private static Access access(FieldReader fields) {
        FieldReader headers = fields.object("headers");
        Map<String, String> given =
                headers.entries(
                        30,
                        element -> {
                            String name = element.path().substring(element.path().indexOf('.') + 1);
                            String value = headers.text(element.value(), element.path(), 0, 4_000);
                            try {
                                EgressRequest.checkHeader(name, value);
                            } catch (IllegalArgumentException e) {
                                headers.error(element.path(), "can't be sent so");
                            }
                            return value;
                        });
        List<String> hosts =
                fields.list(
                        "hosts",
                        50,
                        element -> {
                            String host = fields.text(element.value(), element.path(), 1, 253);
                            if (!HOST.matcher(host).matches()) {
                                fields.error(
                                        element.path(),
                                        "must be a host such as api.example.com or *.example.com");
                            }
                            return host;
                        });
        return new Access(
                given,
                Duration.ofSeconds(fields.whole("timeoutSeconds", 1, 60, 10)),
                fields.whole("maxBytes", 100, 1_000_000, 65_536),
                hosts);
    }

    private static void checkUrl(FieldReader fields, String url, EgressPolicy policy) {
        if (url.isEmpty()) {
            return;
        }
        int end = url.indexOf('/', url.indexOf("://") + 3);
        String origin = end < 0 ? url : url.substring(0, end);
        if (origin.contains("{")) {
            fields.error("url", "must not have arguments before its path");
            return;
        }
        try {
            policy.check(ARGUMENT.matcher(url).replaceAll("x"));
        } catch (EgressFailure refused) {
            fields.error("url", String.valueOf(refused.getMessage()));
        }
    }
}
