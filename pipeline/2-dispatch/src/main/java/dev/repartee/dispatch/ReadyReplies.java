package dev.repartee.dispatch;

import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.RuleReply;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.Mode;
import dev.repartee.contract.content.Intent;
import dev.repartee.contract.content.Nlu;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.language.layered.LayeredAnalyzer;
import dev.repartee.language.layered.Remark;
import dev.repartee.language.layered.Understanding;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a reply that needs no model: a rule of the assistant, else a cached one, else, when
 * inference has more than it can do, the assistant's canned one with the offer of a person.
 *
 * <p>Only where the assistant replies. Messages that bring turns or attachments along are for the
 * model, whatever their words say.
 */
final class ReadyReplies {

    private final LayeredAnalyzer analyzer;
    private final Clock clock;

    ReadyReplies(LayeredAnalyzer analyzer, Clock clock) {
        this.analyzer = analyzer;
        this.clock = clock;
    }

    Optional<PreparedReply> find(
            ChatRequest request,
            PublishedAssistant assistant,
            Memory.Recollection known,
            boolean overloaded) {
        if (request.envelope().mode() != Mode.REPLY) {
            return Optional.empty();
        }
        Understood understood = new Understood(request);
        Optional<Reply> reply =
                byRule(request, assistant, known.profile(), understood)
                        .or(known::cached)
                        .or(
                                () ->
                                        overloaded
                                                ? Optional.of(canned(request, assistant))
                                                : Optional.empty());
        return reply.isEmpty()
                ? Optional.empty()
                : Optional.of(new PreparedReply(reply.get(), understood.used()));
    }

    private Optional<Reply> byRule(
            ChatRequest request,
            PublishedAssistant assistant,
            Map<String, String> profile,
            Understood understood) {
        if (!request.context().isEmpty() || !request.attachments().isEmpty()) {
            return Optional.empty();
        }
        return assistant
                .rules()
                .answer(
                        request.text(),
                        request.language(),
                        clock.instant(),
                        profile,
                        understood::intent)
                .map(RuleReply::asReply);
    }

    private static Reply canned(ChatRequest request, PublishedAssistant assistant) {
        LocalText.Written written = assistant.assistant().replies().fallbackFor(request.language());
        return new Reply(
                written.text(),
                ReplySource.FALLBACK,
                written.language(),
                List.of(),
                true,
                null,
                null);
    }

    /** What a message wants: understood when somebody asks, and once. For one thread. */
    private final class Understood {

        private final ChatRequest request;
        private @Nullable Understanding understanding;

        Understood(ChatRequest request) {
            this.request = request;
        }

        /** For the result: counts. */
        Nlu used() {
            analyzer.used(remark(), understanding());
            return understanding().nlu();
        }

        private Understanding understanding() {
            Understanding known = understanding;
            if (known == null) {
                known = analyzer.understandNow(remark());
                understanding = known;
            }
            return known;
        }

        /** The name of its intent, empty when it has none. */
        String intent() {
            Intent intent = understanding().nlu().intent();
            return intent == null ? "" : intent.name();
        }

        private Remark remark() {
            var envelope = request.envelope();
            return new Remark(
                    envelope.key().tenant(),
                    envelope.assistant(),
                    request.text(),
                    request.language(),
                    envelope.acceptedAt().atZone(ZoneOffset.UTC),
                    clock.instant());
        }
    }
}
