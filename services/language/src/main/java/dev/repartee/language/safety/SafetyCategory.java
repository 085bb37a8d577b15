package dev.repartee.language.safety;

import java.util.Locale;

/** What messages and replies are looked through for. */
public enum SafetyCategory {
    /** Encouragement or instructions to hurt oneself; of a user, the wish to. */
    SELF_HARM,
    /** Words that degrade people for what they are. */
    SLUR,
    /** Instructions to build weapons, poisons or explosives. */
    WEAPONS,
    /** Threats of violence against the reader. */
    THREAT,
    /** Sexual content about minors. */
    MINORS,
    /** A private key: not a token that can be taken out, but a whole file. */
    CREDENTIALS,
    /** Insults against the reader. */
    HARASSMENT,
    /** Sexual content; found by a moderation model only. */
    SEXUAL,
    /** Advice to break the law; found by a moderation model only. */
    ILLICIT,
    /** An attempt to give the model orders: in a message, a passage, or a tool's output. */
    INJECTION,
    /** The model's own instructions in its reply. */
    PROMPT_LEAK;

    /** The word in definitions, audits and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
