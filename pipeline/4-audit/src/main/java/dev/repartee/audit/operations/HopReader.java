package dev.repartee.audit.operations;

import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.ConversationNote;
import dev.repartee.contract.event.DeliveryStatus;
import dev.repartee.contract.event.Envelope;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.Timeline;
import dev.repartee.contract.event.TrafficEvent;
import dev.repartee.kafka.cluster.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in words what a record means for its message. */
final class HopReader {

    private HopReader() {}

    /** Gathers the details of one hop. */
    private static final class Sheet {

        private final Map<String, String> details = new LinkedHashMap<>();

        Sheet add(String name, @Nullable Object value) {
            if (value != null) {
                details.put(name, value.toString());
            }
            return this;
        }
    }

    static Hop hop(RawRecord record) {
        Optional<DeadLetter> letter = DeadLetterRecords.letter(record);
        if (letter.isPresent()) {
            return deadLetter(record, letter.get());
        }
        Sheet sheet = new Sheet();
        Optional<DeadLetterRecords.Mark> mark = DeadLetterRecords.mark(record);
        if (mark.isPresent()) {
            sheet.add("letter", mark.get().letter());
            String outcome = mark.get().settlement().name().toLowerCase(Locale.ROOT);
            return hop(record, "operator", outcome, sheet);
        }
        try {
            EventHeaders headers = EventHeaders.of(record.headers());
            if (headers.replay() != null) {
                sheet.add("replay_for", headers.replay().group())
                        .add("replay_origin", headers.replay().origin());
            }
            byte[] value = record.value();
            Event event = EventCodec.decode(headers, value == null ? new byte[0] : value);
            String outcome = describe(event, sheet);
            sheet.add("trace", headers.traceparent());
            return hop(record, headers.type(), outcome, sheet);
        } catch (ReparteeException e) {
            return hop(record, "unreadable", e.code().word(), sheet);
        }
    }

    private static Hop deadLetter(RawRecord record, DeadLetter letter) {
        Sheet sheet =
                new Sheet()
                        .add("group", letter.group())
                        .add("attempts", letter.attempts())
                        .add("detail", letter.detail())
                        .add("source", letter.source());
        return hop(record, "dead_letter", letter.cause(), sheet);
    }

    private static Hop hop(RawRecord record, String event, String outcome, Sheet sheet) {
        byte[] key = record.key();
        return new Hop(
                record.appendedAt(),
                record.coordinates(),
                key == null ? "" : new String(key, StandardCharsets.UTF_8),
                event,
                outcome,
                sheet.details);
    }

    private static String describe(Event event, Sheet sheet) {
        return switch (event) {
            case ChatRequest request -> request(request, sheet);
            case InferenceWork work -> work(work, sheet);
            case ChatResult result -> result(result, sheet);
            case DeliveryStatus status -> {
                sheet.add("device", status.device()).add("attempts", status.attempts());
                yield status.state().word();
            }
            case ConversationNote note -> {
                sheet.add("rule", note.rule()).add("fast_path", note.fastPath());
                yield note.source().word();
            }
            case TrafficEvent traffic -> {
                sheet.add("channel", traffic.channel())
                        .add("bytes", traffic.bytes())
                        .add("code", traffic.code());
                yield traffic.kind().word();
            }
        };
    }

    private static String request(ChatRequest request, Sheet sheet) {
        Envelope envelope = request.envelope();
        sheet.add("conversation", envelope.conversation())
                .add("assistant", envelope.assistant())
                .add("mode", envelope.mode().word())
                .add("channel", envelope.channel())
                .add("accepted_at", envelope.acceptedAt());
        return "accepted";
    }

    private static String work(InferenceWork work, Sheet sheet) {
        sheet.add("dispatched_at", work.dispatchedAt())
                .add("deadline", work.deadline())
                .add("origin", work.origin())
                .add("supersedes", work.supersedes() ? true : null);
        return work.prepared() == null
                ? "routed"
                : "prepared_" + work.prepared().reply().source().word();
    }

    private static String result(ChatResult result, Sheet sheet) {
        sheet.add("origin", result.origin());
        return switch (result) {
            case ChatResult.Replied replied -> {
                reply(replied.reply(), sheet);
                understanding(replied.nlu(), sheet);
                timeline(replied.timeline(), sheet);
                sheet.add("supersedes", replied.supersedes() ? true : null);
                yield "replied";
            }
            case ChatResult.Analysed analysed -> {
                understanding(analysed.nlu(), sheet);
                timeline(analysed.timeline(), sheet);
                sheet.add("supersedes", analysed.supersedes() ? true : null);
                yield "analysed";
            }
            case ChatResult.Parked parked -> {
                sheet.add("group", parked.group()).add("detail", parked.detail());
                yield "parked_" + parked.cause().name().toLowerCase(Locale.ROOT);
            }
            case ChatResult.Expired expired -> {
                sheet.add("expired_at", expired.at()).add("erased", expired.erased() ? true : null);
                yield "expired";
            }
            case ChatResult.Resend resend -> resend.sameText() ? "duplicate" : "id_reused";
        };
    }

    private static void reply(Reply reply, Sheet sheet) {
        sheet.add("source", reply.source().word()).add("rule", reply.rule());
        if (reply.model() != null) {
            sheet.add("model", reply.model().name())
                    .add("tokens", reply.model().totalTokens())
                    .add("model_ms", reply.model().latencyMs());
        }
    }

    private static void understanding(@Nullable Nlu nlu, Sheet sheet) {
        if (nlu != null && nlu.intent() != null) {
            sheet.add("intent", nlu.intent().name());
        }
    }

    private static void timeline(Timeline timeline, Sheet sheet) {
        sheet.add("dispatched_at", timeline.dispatchedAt())
                .add("inference_started_at", timeline.inferenceStartedAt())
                .add("finished_at", timeline.finishedAt());
    }
}
