package dev.repartee.dispatch;

import dev.repartee.assistants.PublishedAssistant;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.rules.RuleReply;
import dev.repartee.contract.Mode;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.language.Analyzer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a reply that needs no model: a rule of the assistant, else a cached one, else, when
 * inference has more than it can do, the assistant's canned one with the offer of a person.
 *
 * <p>Only where the assistant replies. Messages that bring turns or attachments along are for the
 * model, whatever their words say.
 */
final class ReadyReplies {

    private final Analyzer analyzer;
    private final Clock clock;

    ReadyReplies(Analyzer analyzer, Clock clock) {
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
        return byRule(request, assistant, known.profile())
                .or(known::cached)
                .or(() -> overloaded ? Optional.of(canned(request, assistant)) : Optional.empty())
                .map(reply -> prepared(reply, request));
    }

    private Optional<Reply> byRule(
            ChatRequest request, PublishedAssistant assistant, Map<String, String> profile) {
        if (!request.context().isEmpty() || !request.attachments().isEmpty()) {
            return Optional.empty();
        }
        return assistant
                .rules()
                .answer(request.text(), request.language(), clock.instant(), profile)
                .map(ReadyReplies::reply);
    }

    private static Reply reply(RuleReply rule) {
        return new Reply(
                rule.text(),
                ReplySource.RULE,
                rule.language(),
                List.of(),
                false,
                null,
                rule.ruleName());
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

    private PreparedReply prepared(Reply reply, ChatRequest request) {
        return new PreparedReply(
                reply,
                analyzer.analyze(
                        request.text(),
                        request.language(),
                        request.envelope().acceptedAt().atZone(ZoneOffset.UTC)));
    }
}
