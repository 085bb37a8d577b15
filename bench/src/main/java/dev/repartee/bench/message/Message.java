package dev.repartee.bench.message;

import dev.repartee.assistants.Assistant;
import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.PoolAssignment;
import dev.repartee.assistants.Replies;
import dev.repartee.assistants.rules.RuleSet;
import dev.repartee.bench.stub.StubBehaviour;
import dev.repartee.bench.stub.StubPace;
import dev.repartee.bench.stub.StubServer;
import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.GatewayId;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.content.Entity;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.content.Turn;
import dev.repartee.contract.content.Turn.Role;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.ReplyTo;
import dev.repartee.contract.event.Timeline;
import dev.repartee.gateway.form.JsonReader;
import dev.repartee.gateway.intake.DraftReader;
import dev.repartee.gateway.intake.MessageDraft;
import dev.repartee.inference.guard.Guards;
import dev.repartee.inference.guard.ReplyGuard;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.model.endpoint.ModelEndpoint;
import dev.repartee.inference.model.endpoint.ModelLimits;
import dev.repartee.inference.model.endpoint.ModelTimeouts;
import dev.repartee.inference.model.endpoint.ModelType;
import dev.repartee.language.LanguageTagger;
import dev.repartee.language.NormalizedText;
import dev.repartee.language.RuleAnalyzer;
import dev.repartee.language.TextNormalizer;
import dev.repartee.language.layered.IntentFallback;
import dev.repartee.language.layered.LayerMetrics;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.language.layered.Remark;
import dev.repartee.language.layered.ServedModel;
import dev.repartee.training.ShippedModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A message in the middle of a conversation, and what its way needs. */
@State(Scope.Benchmark)
public class Message {

    private static final String PERSONA =
            "You are Lena, the friendly voice of a bicycle shop in Berlin. Answer in two or three"
                    + " short sentences, never promise discounts above ten percent, and ask for the"
                    + " order number before you look anything up. Opening hours: Monday to Friday"
                    + " 9:00 to 18:30, Saturday 10:00 to 14:00.";
    private static final List<Turn> EARLIER =
            List.of(
                    new Turn(Role.USER, "Hallo, habt ihr nächste Woche am Dienstag geöffnet?"),
                    new Turn(Role.ASSISTANT, "Ja, am Dienstag sind wir von 9 bis 18:30 Uhr da."),
                    new Turn(Role.USER, "And how much does it cost to have the brakes checked?"),
                    new Turn(Role.ASSISTANT, "A check costs 25 euros and takes half an hour."),
                    new Turn(Role.USER, "Great, then I would like to come at about 4 pm please."),
                    new Turn(Role.ASSISTANT, "Gladly. May I have your name for the appointment?"));
    private static final String TEXT =
            "My name is Ana Müller and the order is 48213. Could you also tell me whether the new"
                    + " saddle has arrived? You can write to ana@example.com.";
    private static final List<String> PIECES =
            List.of(
                    "Thank you, Ana! I have put you ",
                    "down for Tuesday at 4 pm. The sad",
                    "dle of your order arrived this mor",
                    "ning, so we can fit it while the bra",
                    "kes are checked. That takes about ",
                    "ten minutes more and costs nothing. You fi",
                    "nd the way at https://shop.example/way. Is there ",
                    "anything else that I can do for you?");

    private final Instant now = Instant.parse("2026-01-02T03:04:05.678901Z");
    private final TextNormalizer normalizer = new TextNormalizer(8_000);
    private final LanguageTagger languages = new LanguageTagger();
    private LayeredAnalyzer analyzer;
    private byte[] written;
    private Guards guards;
    private StubServer stub;
    private GuardedModel model;

    /** Makes everything; none of it is measured. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        guards = Guards.standard();
        written = EventCodec.encode(result());
        Optional<ServedModel> shipped = ShippedModel.read();
        analyzer =
                new LayeredAnalyzer(
                        RuleAnalyzer.shipped("DE"),
                        (tenant, assistant) -> shipped,
                        IntentFallback.NONE,
                        new LayerMetrics(new SimpleMeterRegistry()));
        stub = StubServer.start(StubBehaviour.DEFAULT.with(new StubPace(0, 0, 0, 0)), 0);
        ModelEndpoint endpoint =
                new ModelEndpoint(
                        "stub",
                        ModelType.OPENAI,
                        stub.modelUrl(),
                        "stub",
                        null,
                        ModelTimeouts.DEFAULT,
                        ModelLimits.DEFAULT);
        model =
                new ModelEndpoints(List.of(endpoint), new SimpleMeterRegistry(), Clock.systemUTC())
                        .find(endpoint.name())
                        .orElseThrow();
    }

    /** Stops the stub. */
    @TearDown(Level.Trial)
    public void close() {
        stub.close();
    }

    /** What the client sends over its socket. */
    String frame() {
        return "{\"type\":\"message\",\"text\":\""
                + TEXT
                + "\",\"assistantId\":\"lena\",\"channel\":\"web\"}";
    }

    /** The request that a frame makes. */
    ChatRequest taken(String frame) {
        DraftReader.Read read = DraftReader.read(JsonReader.object(frame));
        if (read instanceof DraftReader.Read.Draft(MessageDraft draft)
                && normalizer.normalize(draft.text()) instanceof NormalizedText.Accepted accepted) {
            String text = accepted.text();
            return new ChatRequest(
                    envelope(),
                    text,
                    TextHash.of(text),
                    languages.tag(text),
                    draft.attachments(),
                    List.of(),
                    null);
        }
        throw new IllegalStateException("the frame is a message");
    }

    LayeredAnalyzer analyzer() {
        return analyzer;
    }

    Remark remark() {
        Envelope envelope = envelope();
        return new Remark(
                envelope.key().tenant(),
                envelope.assistant(),
                TEXT,
                "en",
                now.atZone(ZoneOffset.UTC),
                now.plusSeconds(60));
    }

    /** The result as it lies in the log. */
    byte[] written() {
        return written;
    }

    ChatRequest request() {
        return new ChatRequest(
                envelope(), TEXT, TextHash.of(TEXT), "en", List.of(), List.of(), null);
    }

    InferenceWork work() {
        return new InferenceWork(
                request(),
                new Coordinates("chat.requests", 3, 4_211),
                now.plusMillis(12),
                now.plusSeconds(60),
                false,
                null);
    }

    ChatResult result() {
        return new ChatResult.Replied(
                envelope(),
                new Coordinates("chat.requests", 3, 4_211),
                new Reply(
                        String.join("", PIECES),
                        ReplySource.MODEL,
                        "en",
                        List.of(),
                        false,
                        new ModelUse("stub", 310, 62, 204),
                        null),
                new Nlu(
                        new Intent("APPOINTMENT", 0.83),
                        List.of(
                                new Entity(
                                        "email", "ana@example.com", "ana@example.com", 132, 147)),
                        "rules"),
                new Timeline(now, now.plusMillis(12), now.plusMillis(14), now.plusMillis(231)),
                false);
    }

    ReplyGuard guard() {
        return guards.open(
                new Assistant(
                        new AssistantId("lena"),
                        "Lena",
                        PERSONA,
                        ModelSettings.DEFAULT,
                        PoolAssignment.COMMON,
                        Replies.DEFAULT,
                        RuleSet.NONE),
                request());
    }

    List<Turn> earlier() {
        return EARLIER;
    }

    Prompt prompt() {
        List<Turn> turns =
                Stream.of(
                                List.of(new Turn(Role.SYSTEM, PERSONA)),
                                EARLIER,
                                List.of(new Turn(Role.USER, TEXT)))
                        .flatMap(List::stream)
                        .toList();
        return new Prompt(null, turns, 0.3, 400);
    }

    /** The reply as the model sends it. */
    List<String> pieces() {
        return PIECES;
    }

    GuardedModel model() {
        return model;
    }

    private Envelope envelope() {
        return new Envelope(
                new RequestKey(
                        new TenantId("demo"),
                        new UserId("ana-4711"),
                        new RequestId("01958f3c-7a10-7c31-9f59-0d5a3a2b1c0d")),
                false,
                new AssistantId("lena"),
                new ConversationId("01958f3c-7a10-7c31-9f59-0d5a3a2b1c0e"),
                null,
                Mode.REPLY,
                "web",
                new ReplyTo(new GatewayId("gateway-1"), true),
                now);
    }
}
