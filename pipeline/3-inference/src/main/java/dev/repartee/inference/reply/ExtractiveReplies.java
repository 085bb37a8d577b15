package dev.repartee.inference.reply;

import dev.repartee.assistants.ModelSettings;
import dev.repartee.assistants.rules.LocalText;
import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.content.Citation;
import dev.repartee.contract.content.ModelUse;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.inference.guard.ReplyGuard;
import dev.repartee.inference.reply.Knowledge.Extract;
import dev.repartee.inference.reply.MadeReply.Reach;
import dev.repartee.language.safety.SafetyVerdict;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;

/**
 * The built-in model: quotes the assistant's documents with their source, and says so honestly when
 * they do not answer. Needs no key and no network.
 */
final class ExtractiveReplies {

    private final Knowledge knowledge;

    ExtractiveReplies(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    MadeReply make(PublishedAssistant published, Job job, ReplyGuard guard, DeltaStream stream)
            throws InterruptedException {
        stream.guard(guard.quotes(), guard.withholds());
        long start = System.nanoTime();
        String language = job.request().language();
        Extract extract =
                knowledge.answer(
                        published.tenant(),
                        published.assistant().id(),
                        job.request().text(),
                        language);
        return switch (extract) {
            case Extract.Found(String text, List<Citation> sources) -> {
                String spoken = published.assistant().replies().languages().replyTo(language);
                yield new MadeReply(
                        said(new Words(text, spoken, sources, false), start, guard, stream),
                        job.request().context().isEmpty() ? Reach.EVERYONE : Reach.TURN,
                        published);
            }
            case Extract.Unknown() -> {
                LocalText.Written text = published.assistant().replies().unknownFor(language);
                yield new MadeReply(
                        said(
                                new Words(text.text(), text.language(), List.of(), true),
                                start,
                                guard,
                                stream),
                        Reach.TURN,
                        published);
            }
        };
    }

    /** What to say. */
    private record Words(String text, String language, List<Citation> sources, boolean handover) {}

    private static Reply said(Words words, long start, ReplyGuard guard, DeltaStream stream)
            throws InterruptedException {
        speak(words.text(), words.language(), stream);
        SafetyVerdict verdict = stream.finish(guard::judged);
        boolean blocked = verdict instanceof SafetyVerdict.Blocked;
        return new Reply(
                verdict.text(),
                ReplySource.KNOWLEDGE,
                words.language(),
                blocked ? List.of() : words.sources(),
                words.handover() || blocked,
                new ModelUse(
                        ModelSettings.EXTRACTIVE, 0, 0, (System.nanoTime() - start) / 1_000_000),
                null);
    }

    /** Sentence by sentence, each on its way at once. */
    private static void speak(String text, String language, DeltaStream stream) {
        BreakIterator sentences =
                BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
        sentences.setText(text);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            stream.token(text.substring(start, end));
            stream.flush();
            start = end;
        }
    }
}
