package dev.repartee.inference.context;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.content.Turn;
import dev.repartee.crypto.UserCipher;
import dev.repartee.inference.memory.SummaryMemory;
import dev.repartee.inference.memory.SummaryMemory.Summary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what does not fit a prompt any more, each turn once: a summary is remembered with the
 * conversation and continued by the turns that leave the window later. Where a model writes
 * summaries it does so after the reply; until then telling sentences stand in, so that no user
 * waits for a summary. Thread-safe.
 */
public final class Summaries {

    private static final int MARKED = 4;

    private final SummaryMemory memory;
    private final @Nullable SummaryWriter writer;
    private final int tokens;

    /**
     * @param writer the model's, or null to pick sentences always
     */
    public Summaries(SummaryMemory memory, @Nullable SummaryWriter writer, int tokens) {
        this.memory = memory;
        this.writer = writer;
        this.tokens = tokens;
    }

    /**
     * The summary of turns that do not fit; empty when all fit.
     *
     * @param left oldest first
     * @param cipher null when nothing may be remembered
     */
    public String of(
            ConversationKey conversation,
            AssistantId assistant,
            List<Turn> left,
            @Nullable UserCipher cipher) {
        if (left.isEmpty()) {
            return "";
        }
        if (cipher == null) {
            return TellingSentences.of("", left, tokens);
        }
        Optional<Summary> known = memory.recall(conversation, cipher);
        List<Turn> since = known.map(summary -> since(summary, left)).orElse(left);
        if (known.isPresent() && since.isEmpty()) {
            return known.get().text();
        }
        String before = since.size() == left.size() ? "" : known.map(Summary::text).orElse("");
        String picked = TellingSentences.of(before, since, tokens);
        String upTo = mark(left, left.size() - 1);
        memory.remember(conversation, new Summary(upTo, picked), cipher);
        if (writer != null) {
            writer.write(
                    new SummaryWriter.Order(
                            conversation.tenant(), assistant, before, since, tokens),
                    text -> memory.remember(conversation, new Summary(upTo, text), cipher));
        }
        return picked;
    }

    /** The turns after the last one that the summary has; all when it is not among them. */
    private static List<Turn> since(Summary summary, List<Turn> left) {
        for (int i = left.size() - 1; i >= 0; i--) {
            if (mark(left, i).equals(summary.upTo())) {
                return left.subList(i + 1, left.size());
            }
        }
        return left;
    }

    /** Tells a turn by itself and those before it: many an answer is given more than once. */
    private static String mark(List<Turn> turns, int last) {
        StringBuilder texts = new StringBuilder();
        for (Turn turn : turns.subList(Math.max(0, last + 1 - MARKED), last + 1)) {
            texts.append(turn.text()).append('\n');
        }
        return TextHash.of(texts.toString());
    }
}
