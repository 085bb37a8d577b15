package dev.repartee.language.safety;

import java.util.Locale;

/** What is done about a finding. */
public enum SafetyAction {
    /** Nothing but a note in the audit. */
    FLAG,
    /** The sentence is taken out. */
    REDACT,
    /** The text is not used: a refusal is said in its place. */
    REFUSE,
    /** The same, and a person is called. */
    ESCALATE;

    /** The word in definitions, audits and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it ends the reply. */
    public boolean stops() {
        return this == REFUSE || this == ESCALATE;
    }
}
