package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.fuzz.guide.Faults;
import dev.repartee.bench.fuzz.guide.Finding;
import dev.repartee.contract.ErrorCode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Opens a connection for each input, sends its lines as frames, now and then broken ones, and goes
 * away politely or not.
 */
final class SocketClient implements Siege.Client {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What comes after the last answer that must come is waited for no longer than this. */
    private static final Duration AFTERWARDS = Duration.ofMillis(100);

    private static final int MOST_FRAMES = 24;
    private static final Set<String> TYPES =
            Set.of("accepted", "delta", "reply", "status", "error", "pong", "drain");
    private static final Set<Integer> CLOSES =
            Arrays.stream(ErrorCode.values())
                    .filter(AnswerRules::allowed)
                    .map(ErrorCode::closeCode)
                    .collect(Collectors.toCollection(TreeSet::new));

    static {
        // What the protocol itself closes with when frames are wrong, and plain ends.
        CLOSES.addAll(Set.of(1000, 1001, 1002, 1003, 1005, 1007, 1008, 1009));
    }

    private final URI gateway;
    private final AnswerRules rules;
    private final Placeholders placeholders;
    private final SplittableRandom random;

    SocketClient(
            URI gateway, AnswerRules rules, Placeholders placeholders, SplittableRandom random) {
        this.gateway = gateway;
        this.rules = rules;
        this.placeholders = placeholders;
        this.random = random;
    }

    @Override
    public String attempt(byte[] input, Faults faults) throws IOException {
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.patience(PATIENCE);
            connection.send(handshake());
            Optional<Answer> answer = connection.read(false);
            if (answer.isEmpty() || answer.get().status() != 101) {
                answer.flatMap(refused -> rules.broken(refused, false))
                        .ifPresent(fault -> faults.add(new Finding(fault, "handshake", input)));
                return "handshake " + answer.map(Answer::status).orElse(0);
            }
            boolean sane = write(connection, placeholders.fill(input, random));
            if (random.nextInt(6) == 0) {
                connection.reset();
                return "gone";
            }
            return converse(connection, sane, input, faults);
        }
    }

    private byte[] handshake() {
        String user = random.nextInt(8) == 0 ? "bea" : "ana-" + random.nextInt(200);
        String text =
                "GET /api/v1/ws?userId="
                        + user
                        + "&device=d"
                        + random.nextInt(4)
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
                        + placeholders.credential(random)
                        + "\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether all that was sent keeps to the protocol, so that the connection must live on. */
    private boolean write(RawConnection connection, byte[] input) throws IOException {
        boolean sane = true;
        int from = 0;
        for (int sent = 0; sent < MOST_FRAMES && from < input.length; sent++) {
            int to = from;
            while (to < input.length && input[to] != '\n') {
                to++;
            }
            byte[] line = Arrays.copyOfRange(input, from, to);
            if (random.nextInt(12) == 0) {
                connection.send(Frames.wrong(line, random));
                sane = false;
            } else {
                connection.send(Frames.client(Frames.TEXT, line, random));
                sane &= isUtf8(line);
            }
            from = to + 1;
        }
        connection.send(
                Frames.client(
                        Frames.TEXT,
                        "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8),
                        random));
        return sane;
    }

    private String converse(RawConnection connection, boolean sane, byte[] input, Faults faults)
            throws IOException {
        Set<String> seen = new TreeSet<>();
        try {
            Frames.Frame frame = Frames.read(connection.in());
            while (frame != null) {
                seen.add(word(frame, sane, input, faults));
                if (frame.opcode() == Frames.CLOSE) {
                    return String.join(" ", seen);
                }
                if (seen.contains("pong")) {
                    connection.patience(AFTERWARDS);
                }
                frame = Frames.read(connection.in());
            }
        } catch (SocketTimeoutException quiet) {
            if (sane && !seen.contains("pong")) {
                faults.add(new Finding("a ping was not answered", "", input));
            }
        }
        if (random.nextBoolean()) {
            connection.send(Frames.client(Frames.CLOSE, new byte[] {3, (byte) 0xe8}, random));
        }
        return String.join(" ", seen);
    }

    private String word(Frames.Frame frame, boolean sane, byte[] input, Faults faults) {
        rules.leaked(frame.text())
                .ifPresent(leak -> faults.add(new Finding(leak, frame.text(), input)));
        return switch (frame.opcode()) {
            case Frames.TEXT -> event(frame.text(), input, faults);
            case Frames.CLOSE -> {
                // The code of a client's own close frame comes back, whatever it was.
                boolean known = CLOSES.contains(frame.closeCode());
                if (sane && !known || frame.closeCode() == ErrorCode.INTERNAL.closeCode()) {
                    faults.add(new Finding("closed with " + frame.closeCode(), "", input));
                }
                yield known ? "close-" + frame.closeCode() : "close-other";
            }
            case Frames.PING, Frames.PONG -> "control";
            default -> {
                faults.add(new Finding("a frame with opcode " + frame.opcode(), "", input));
                yield "odd";
            }
        };
    }

    private static String event(String text, byte[] input, Faults faults) {
        JsonNode event;
        try {
            event = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            faults.add(new Finding("a frame is no JSON", text, input));
            return "odd";
        }
        String type = event.path("type").asString("");
        if (!TYPES.contains(type)) {
            faults.add(new Finding("a frame of type '" + type + "'", text, input));
        }
        if (!type.equals("error")) {
            return type;
        }
        ErrorCode code = AnswerRules.code(text);
        if (code == null || !AnswerRules.allowed(code)) {
            faults.add(new Finding("an error frame with code " + code, text, input));
        }
        return type + "-" + code;
    }

    private static boolean isUtf8(byte[] bytes) {
        return Arrays.equals(
                new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
    }

    @Override
    public void close() {
        // Each attempt has a connection of its own.
    }
}
