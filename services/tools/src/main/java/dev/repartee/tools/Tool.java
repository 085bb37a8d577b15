package dev.repartee.tools;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Something that an assistant's model may call, as a tenant configured it.
 *
 * @param name unique within the assistant; what the model calls it
 * @param description what the model reads about it; empty for the tools of a server, which tell
 *     themselves
 * @param enabled whether it is offered to models
 * @param source what is called
 */
public record Tool(String name, String description, boolean enabled, Source source) {

    /** What is called. */
    public sealed interface Source {

        /** How it is reached. */
        Access access();
    }

    /**
     * An HTTP interface.
     *
     * @param method such as {@code GET}
     * @param url with {@code {argument}} in its path or query where an argument goes,
     *     percent-encoded; never in its host
     * @param parameters JSON Schema of the arguments, an object; those that the URL does not use
     *     are sent as a JSON object when the method has a body, and as query otherwise
     * @param readOnly whether calling it changes nothing anywhere; only such tools run in a replay
     */
    public record Http(
            String method, String url, JsonNode parameters, boolean readOnly, Access access)
            implements Source {}

    /**
     * A server that speaks the Model Context Protocol over streamable HTTP.
     *
     * @param url its endpoint
     * @param tools which of its tools the model may call
     * @param readOnly which of those change nothing anywhere
     */
    public record Mcp(String url, Set<String> tools, Set<String> readOnly, Access access)
            implements Source {
        public Mcp {
            tools = Set.copyOf(tools);
            readOnly = Set.copyOf(readOnly);
        }
    }

    /**
     * How a tool is reached.
     *
     * @param headers sent with each call; {@code ${name}} stands for a secret of the tool
     * @param timeout for a call
     * @param answerBytes longest answer
     * @param hosts where calls and their redirects may go; empty for the URL's own host only
     */
    public record Access(
            Map<String, String> headers, Duration timeout, int answerBytes, List<String> hosts) {
        public Access {
            headers = Map.copyOf(headers);
            hosts = List.copyOf(hosts);
        }
    }
}
