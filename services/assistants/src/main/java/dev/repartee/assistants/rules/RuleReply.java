package dev.repartee.assistants.rules;

import dev.repartee.contract.content.Reply;
import dev.repartee.contract.content.ReplySource;
import java.util.List;

/**
 * What a rule said.
 *
 * @param text ready to send
 * @param language BCP 47 tag of the text
 * @param ruleName which rule
 */
public record RuleReply(String text, String language, String ruleName) {

    /** The same as the user gets it. */
    public Reply asReply() {
        return new Reply(text, ReplySource.RULE, language, List.of(), false, null, ruleName);
    }
}
