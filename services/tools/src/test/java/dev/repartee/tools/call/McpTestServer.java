package dev.repartee.tools.call;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JsonSchema;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A server of the official SDK over streamable HTTP. */
final class McpTestServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final McpSyncServer server;

    McpTestServer(Path folder) throws LifecycleException {
        var transport =
                HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
        server =
                McpServer.sync(transport)
                        .serverInfo("shop", "1")
                        .toolCall(
                                tool("stock", "Says how many of an article there are", "article"),
                                (exchange, call) ->
                                        CallToolResult.builder()
                                                .addTextContent(
                                                        "7 pieces of "
                                                                + call.arguments().get("article"))
                                                .isError(false)
                                                .build())
                        .toolCall(
                                tool("broken", "Always fails", "why"),
                                (exchange, call) ->
                                        CallToolResult.builder()
                                                .addTextContent("no such article")
                                                .isError(true)
                                                .build())
                        .toolCall(
                                tool("delete_all", "Nobody should call this", "sure"),
                                (exchange, call) ->
                                        CallToolResult.builder()
                                                .addTextContent("gone")
                                                .isError(false)
                                                .build())
                        .build();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.setHostname("127.0.0.1");
        Context context = tomcat.addContext("", new File(folder.toString()).getAbsolutePath());
        Tomcat.addServlet(context, "mcp", transport).setAsyncSupported(true);
        context.addServletMappingDecoded("/mcp", "mcp");
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    private static Tool tool(String name, String description, String argument) {
        return Tool.builder()
                .name(name)
                .description(description)
                .inputSchema(
                        new JsonSchema(
                                "object",
                                Map.of(argument, Map.of("type", "string")),
                                List.of(argument),
                                null,
                                null,
                                null))
                .build();
    }

    @Override
    public void close() throws LifecycleException {
        server.close();
        tomcat.stop();
        tomcat.destroy();
    }
}
