package dev.repartee.inference.reply;

import dev.repartee.assistants.served.PublishedAssistant;
import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.inference.guard.Refusal;
import dev.repartee.inference.reply.MadeReply.Reach;
import java.util.List;

/** The reply to a message that is put to no model. */
final class Refused {

    private static final String RULE = "safety:";

    private Refused() {}

    static MadeReply reply(Refusal refusal, PublishedAssistant published) {
        return new MadeReply(
                new Reply(
                        refusal.text(),
                        ReplySource.RULE,
                        refusal.language(),
                        List.of(),
                        refusal.handover(),
                        null,
                        RULE + refusal.category().word()),
                Reach.TURN,
                published);
    }
}
