package dev.repartee.language.safety;

/** What a reply must not contain. */
public enum SafetyCategory {
    /** Encouragement or instructions to hurt oneself. */
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
    CREDENTIALS
}
