package dev.repartee.bench.fuzz;

import dev.repartee.app.node.Settings;
import dev.repartee.bench.fuzz.check.BodiesCheck;
import dev.repartee.bench.fuzz.check.ConfigurationCheck;
import dev.repartee.bench.fuzz.check.EventsCheck;
import dev.repartee.bench.fuzz.guide.GuidedRun;
import dev.repartee.bench.fuzz.guide.Subject;
import dev.repartee.bench.fuzz.guide.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The guided runs that there are: what they exercise, and with what they begin. */
public final class InProcess {

    private static final String CONTRACT = "dev.repartee.contract";
    private static final String GATEWAY = "dev.repartee.gateway";
    private static final int GRAMMAR_SEEDS = 64;

    /** All of the contract but what never reads a record. */
    private static final Subject EVENTS =
            new Subject(
                    "events",
                    EventsCheck.class,
                    List.of(CONTRACT, CONTRACT + ".event", CONTRACT + ".content"),
                    Pattern.compile(
                            "(?!Topic|UuidV7|TextHash|ReplyCacheKey|GatewayId|package-info).*"));

    private static final Subject CONFIGURATION =
            new Subject(
                    "configuration",
                    ConfigurationCheck.class,
                    List.of("dev.repartee.runtime"),
                    Pattern.compile(
                            "Configuration|ConfigurationException|RecordBinder|ScalarType|KeyName|Secret|.*Config"));

    private static final Subject BODIES =
            new Subject(
                    "bodies",
                    BodiesCheck.class,
                    List.of(GATEWAY + ".form", GATEWAY + ".intake"),
                    Pattern.compile(
                            "Fields|FieldFault|JsonReader|NearMiss|DraftReader|MessageDraft"));

    private InProcess() {}

    /** Records of the log. */
    public static GuidedRun events(long seed) {
        return new GuidedRun(
                EVENTS,
                List.of(),
                new Words(
                        List.of(
                                "request",
                                "work",
                                "replied",
                                "analysed",
                                "parked",
                                "expired",
                                "resend",
                                "delivery",
                                "note",
                                "traffic",
                                "type: ",
                                "v: ",
                                "mode: ",
                                "tenant: ",
                                "replay.group: ",
                                "replay.origin: ",
                                "chat.requests-0@1",
                                "t-0@-1",
                                "t--1@0",
                                "reply",
                                "assist",
                                "observe",
                                "rule",
                                "malformed_event")),
                seed);
    }

    /** Files and environments. */
    public static GuidedRun configuration(long seed) {
        Words words = new Words(SettingsGrammar.words(Settings.sections()));
        SettingsGrammar grammar =
                new SettingsGrammar(
                        Settings.sections(), new SplittableRandom(seed), new Words(List.of()));
        return new GuidedRun(
                CONFIGURATION,
                IntStream.range(0, GRAMMAR_SEEDS)
                        .mapToObj(i -> grammar.next().getBytes(StandardCharsets.UTF_8))
                        .toList(),
                words,
                seed);
    }

    /** What clients write, whatever way it comes. */
    public static GuidedRun bodies(long seed) {
        return new GuidedRun(
                BODIES,
                List.of(),
                new Words(
                        List.of(
                                "text",
                                "userId",
                                "assistantId",
                                "conversationId",
                                "requestId",
                                "sessionId",
                                "channel",
                                "attachments",
                                "mode",
                                "type",
                                "url",
                                "mediaType",
                                "name",
                                "bytes",
                                "reply",
                                "observe",
                                "request_id",
                                "texte")),
                seed);
    }
}
