package dev.repartee.app.chat;

import dev.repartee.app.FirstRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks with an assistant in the terminal. */
@Command(
        name = "chat",
        description = "Talk with an assistant: streams the reply, reconnects and resumes.",
        mixinStandardHelpOptions = true)
public final class ChatCommand implements Callable<Integer> {

    @Option(
            names = "--assistant",
            description = "which assistant; the tenant's default if not given")
    private @Nullable String assistant;

    @Option(
            names = "--user",
            description = "who you are (default: ${DEFAULT-VALUE})",
            defaultValue = "terminal")
    private String user = "terminal";

    @Option(
            names = "--data",
            description = "data folder with first-run.json (default: ${DEFAULT-VALUE})",
            defaultValue = "./data")
    private Path data = Path.of("./data");

    @Option(names = "--url", description = "the gateway; as in first-run.json if not given")
    private @Nullable URI url;

    @Override
    public Integer call() throws Exception {
        FirstRun firstRun = FirstRun.read(data);
        URI gateway = url == null ? firstRun.url() : url;
        Transcript transcript = new Transcript(System.out);
        ChatSession session =
                new ChatSession(
                        socketAddress(gateway),
                        () -> token(gateway, firstRun.apiKey()),
                        assistant,
                        transcript);
        if (System.console() != null && System.console().isTerminal()) {
            transcript.note("you are '" + user + "'; end with Ctrl-D");
        }
        Thread.ofVirtual().name("terminal").start(() -> readLines(session));
        return session.run();
    }

    private static void readLines(ChatSession session) {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                session.offer(new ChatEvent.Line(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            session.offer(new ChatEvent.InputEnded());
        }
    }

    private static URI socketAddress(URI gateway) {
        String scheme = "https".equals(gateway.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + gateway.getAuthority() + "/api/v1/ws?device=terminal");
    }

    /** Mints a token for the user: the API key itself never travels on the socket. */
    private String token(URI gateway, String apiKey) {
        String body = JsonMapper.shared().createObjectNode().put("userId", user).toString();
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve("/api/v1/tokens"))
                        .timeout(Duration.ofSeconds(5))
                        .header("Authorization", "Bearer " + apiKey)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JsonMapper.shared().readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.path("detail").asString("no token"));
            }
            return answer.path("token").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
