package dev.repartee.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class HostileInputTest extends GatewayTest {

    static Stream<Arguments> bodies() {
        String text = "{\"userId\":\"u\",\"text\":";
        return Stream.of(
                refused("", 400, "malformed_json", ""),
                refused("{", 400, "malformed_json", ""),
                refused("nonsense", 400, "malformed_json", ""),
                refused("[]", 400, "malformed_json", ""),
                refused("7", 400, "malformed_json", ""),
                refused("null", 400, "malformed_json", ""),
                refused("{\"text\":\"x\"} trailing", 400, "malformed_json", ""),
                refused("{\"text\":\"x\",}", 400, "malformed_json", ""),
                refused("{'text':'x'}", 400, "malformed_json", ""),
                refused("{\"a\":".repeat(10_000), 400, "malformed_json", ""),
                refused("{\"a\":" + "[".repeat(50_000), 400, "malformed_json", ""),
                refused(text + "1" + "0".repeat(5_000) + "}", 400, "malformed_json", ""),
                refused(text + "\"x\",\"" + "k".repeat(5_000) + "\":1}", 400, "malformed_json", ""),
                refused(text + "\"raw \u0001 control\"}", 400, "malformed_json", ""),
                refused("{}", 400, "invalid_field", "text"),
                refused("{\"text\":null}", 400, "invalid_field", "text"),
                refused("{\"text\":7}", 400, "invalid_field", "text"),
                refused("{\"text\":[\"x\"]}", 400, "invalid_field", "text"),
                refused("{\"text\":{\"a\":1}}", 400, "invalid_field", "text"),
                refused("{\"text\":\"x\"}", 400, "invalid_field", ""),
                refused(text + "\"\"}", 400, "invalid_text", ""),
                refused(text + "\" \\n\\t \"}", 400, "invalid_text", ""),
                refused(text + "\"a\\u0000b\"}", 400, "invalid_text", ""),
                refused(text + "\"a\\u001bb\"}", 400, "invalid_text", ""),
                refused(text + "\"a\\ud800b\"}", 400, "invalid_text", ""),
                refused(text + "\"a\\udc00\"}", 400, "invalid_text", ""),
                refused(text + "\"" + "x".repeat(8_001) + "\"}", 400, "text_too_long", ""),
                refused(
                        text + "\"" + "\ud83d\ude00".repeat(8_001) + "\"}",
                        400,
                        "text_too_long",
                        ""),
                refused(text + "\"x\",\"assistantId\":\"nobody\"}", 404, "unknown_assistant", ""),
                refused(
                        text + "\"x\",\"assistantId\":\"No Way\"}",
                        400,
                        "invalid_id",
                        "assistantId"),
                refused(text + "\"x\",\"requestId\":\"\"}", 400, "invalid_id", "requestId"),
                refused(text + "\"x\",\"requestId\":\"a b\"}", 400, "invalid_id", "requestId"),
                refused(text + "\"x\",\"requestId\":7}", 400, "invalid_field", "requestId"),
                refused(
                        text + "\"x\",\"requestId\":\"" + "i".repeat(129) + "\"}",
                        400,
                        "invalid_id",
                        "requestId"),
                refused(
                        text + "\"x\",\"conversationId\":\"a/../b\"}",
                        400,
                        "invalid_id",
                        "conversationId"),
                refused(text + "\"x\",\"sessionId\":\"\\n\"}", 400, "invalid_id", "sessionId"),
                refused(text + "\"x\",\"mode\":\"shout\"}", 400, "invalid_field", "mode"),
                refused(text + "\"x\",\"mode\":true}", 400, "invalid_field", "mode"),
                refused(text + "\"x\",\"channel\":\"Über\"}", 400, "invalid_field", "channel"),
                refused(text + "\"x\",\"attachments\":{}}", 400, "invalid_field", "attachments"),
                refused(
                        text + "\"x\",\"attachments\":[1]}",
                        400,
                        "invalid_field",
                        "attachments[0]"),
                refused(
                        text
                                + "\"x\",\"attachments\":[{\"url\":\"file:///etc/passwd\",\"mediaType\":\"a/b\"}]}",
                        400,
                        "invalid_field",
                        "attachments[0].url"),
                refused(
                        text + "\"x\",\"attachments\":[{\"url\":\"https://a/b\"}]}",
                        400,
                        "invalid_field",
                        "attachments[0].mediaType"),
                refused(
                        text
                                + "\"x\",\"attachments\":[{\"url\":\"https://a/b\",\"mediaType\":\"a/b\",\"bytes\":-1}]}",
                        400,
                        "invalid_field",
                        "attachments[0].bytes"),
                refused(
                        text + "\"x\",\"conversationid\":\"c\"}",
                        400,
                        "invalid_field",
                        "conversationid"),
                refused(text + "\"x\",\"request_id\":\"c\"}", 400, "invalid_field", "request_id"),
                refused(text + "\"" + "x".repeat(300_000) + "\"}", 413, "body_too_large", ""));
    }

    private static Arguments refused(String body, int status, String code, String field) {
        return Arguments.of(body, status, code, field);
    }

    @ParameterizedTest(name = "[{index}] {1} {2} {3}")
    @MethodSource("bodies")
    void refusesPrecisely(String body, int status, String code, String field) {
        HttpResponse<String> response = gateway.post("/api/v1/messages", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode problem = Harness.json(response);
        assertThat(problem.get("code").stringValue()).isEqualTo(code);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").stringValue()).isNotBlank();
        if (!field.isEmpty()) {
            assertThat(problem.at("/errors/0/field").stringValue()).isEqualTo(field);
        }
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        assertThat(
                        gateway.post(
                                        "/api/v1/messages",
                                        "{\"text\":\"x\",\"userId\":\"u\",\"colour\":\"red\"}")
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void namesEveryWrongFieldAtOnce() {
        JsonNode problem =
                Harness.json(
                        gateway.post(
                                "/api/v1/messages",
                                "{\"text\":1,\"userId\":2,\"mode\":\"x\",\"requestId\":\" \"}"));
        assertThat(problem.get("errors").size()).isEqualTo(4);
    }

    @Test
    void refusesInvalidUtf8() {
        byte[][] tails = {
            {(byte) 0xff},
            {(byte) 0xc0, (byte) 0xaf},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xe2, (byte) 0x82},
            {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80}
        };
        for (byte[] tail : tails) {
            byte[] head = "{\"userId\":\"u\",\"text\":\"".getBytes(StandardCharsets.UTF_8);
            byte[] body = new byte[head.length + tail.length + 2];
            System.arraycopy(head, 0, body, 0, head.length);
            System.arraycopy(tail, 0, body, head.length, tail.length);
            body[body.length - 2] = '"';
            body[body.length - 1] = '}';
            HttpResponse<String> response =
                    gateway.send(
                            gateway.request("/api/v1/messages")
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(Harness.json(response).get("code").stringValue())
                    .isEqualTo("malformed_json");
        }
    }

    @Test
    void takesAReplacementCharacterThatIsReallyThere() {
        assertThat(
                        gateway.post(
                                        "/api/v1/messages",
                                        "{\"text\":\"odd \ufffd one\",\"userId\":\"u\"}")
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesOtherMediaTypes() {
        for (String type :
                new String[] {
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "application/json; charset=latin1"
                }) {
            HttpResponse<String> response =
                    gateway.send(
                            gateway.request("/api/v1/messages")
                                    .header("Content-Type", type)
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"text\":\"x\",\"userId\":\"u\"}")));
            assertThat(response.statusCode()).as(type).isEqualTo(415);
        }
    }

    @Test
    void refusesABatchThatIsTooLong() {
        String one = "{\"text\":\"x\",\"userId\":\"u\"},";
        String body =
                "{\"messages\":[" + one.repeat(500) + one.substring(0, one.length() - 1) + "]}";

        assertThat(gateway.post("/api/v1/messages/batch", body).statusCode()).isEqualTo(400);
        assertThat(gateway.post("/api/v1/messages/batch", "{\"messages\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(gateway.post("/api/v1/messages/batch", "{\"messages\":{}}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesBadIdsCursorsAndLimitsInAddresses() {
        for (String path :
                new String[] {
                    "/api/v1/messages/a%20b?userId=u",
                    "/api/v1/messages/x?userId=a%20b",
                    "/api/v1/messages/x",
                    "/api/v1/messages/%ff?userId=u",
                    "/api/v1/conversations/c/messages?userId=u&cursor=nonsense",
                    "/api/v1/conversations/c/messages?userId=u&limit=0",
                    "/api/v1/conversations/c/messages?userId=u&limit=x",
                    "/api/v1/conversations/c/messages?userId=u&order=random"
                }) {
            assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void refusesOtherMethodsAndUnknownPaths() {
        assertThat(gateway.get("/api/v1/messages").statusCode()).isEqualTo(405);
        assertThat(gateway.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/api/v1/assistants").statusCode())
                .as("no control plane is configured")
                .isEqualTo(404);
    }

    @Test
    void answersWhatIsNoHttp() throws Exception {
        for (String raw :
                new String[] {
                    "NONSENSE\r\n\r\n",
                    "GET /health HTTP/9.9\r\n\r\n",
                    "POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                    "POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /health HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"
                }) {
            String answer = raw(raw);
            assertThat(answer)
                    .as(raw.substring(0, Math.min(60, raw.length())))
                    .matches(text -> text.isEmpty() || text.matches("(?s)HTTP/[0-9.]+ 4.*"));
        }
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesABodyWhoseChunksAreMalformedAsTheClientsFault() throws Exception {
        String head =
                "POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + gateway.apiKey
                        + "\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n";
        for (String body : new String[] {"5\n{\"a\":\r\n", "zz\r\n{}\r\n", "5\r\n{\"a\":1}"}) {
            assertThat(raw(head + body))
                    .as(body)
                    .startsWith("HTTP/1.1 400")
                    .contains("protocol_violation");
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.stage.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            byte[] first = new byte[512];
            int count;
            try {
                count = in.read(first);
            } catch (IOException reset) {
                count = -1;
            }
            return count < 0 ? "" : new String(first, 0, count, StandardCharsets.ISO_8859_1);
        }
    }
}
