package dev.repartee.inference;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.content.PreparedReply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.memory.ReplyCache;
import dev.repartee.inference.reply.Job;
import dev.repartee.inference.reply.MadeReply;

/** What is kept of a reply once it is in the log. Best effort. */
final class Aftermath {

    private final ConversationMemory memory;
    private final ReplyCache cache;

    Aftermath(ConversationMemory memory, ReplyCache cache) {
        this.memory = memory;
        this.cache = cache;
    }

    /** The turn joins the conversation's context. */
    void remember(Job job, ChatResult result) {
        if (result instanceof ChatResult.Replied replied
                && !job.bringsContext()
                && job.cipher() != null) {
            memory.remember(
                    job.envelope().conversationKey(),
                    new RememberedTurn(
                            job.envelope().key().requestId(),
                            job.request().text(),
                            replied.reply().text()),
                    job.cipher());
        }
    }

    /** The reply may be given again to the same words, if it was not made for this turn alone. */
    void cache(Job job, Made made) {
        MadeReply fresh = made.fresh();
        if (fresh == null || !(made.result() instanceof ChatResult.Replied replied)) {
            return;
        }
        PublishedAssistant assistant = fresh.by();
        if (assistant == null || fresh.reply().source() == ReplySource.FALLBACK) {
            return;
        }
        PreparedReply prepared = new PreparedReply(fresh.reply(), replied.nlu());
        String question = job.request().text();
        boolean shared = assistant.assistant().replies().sharedCache();
        switch (fresh.reach()) {
            case TURN -> {}
            case EVERYONE -> {
                if (shared) {
                    cache.share(assistant, job.envelope().userKey(), question, prepared);
                } else {
                    keep(job, assistant, prepared);
                }
            }
            case USER -> keep(job, assistant, prepared);
        }
    }

    private void keep(Job job, PublishedAssistant assistant, PreparedReply prepared) {
        if (job.cipher() != null) {
            cache.keep(
                    assistant,
                    job.envelope().userKey(),
                    job.request().text(),
                    prepared,
                    job.cipher());
        }
    }
}
