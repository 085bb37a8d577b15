package dev.repartee.language.layered;

import java.util.Locale;

/** Who decided what a message wants. */
public enum Layer {
    /** The rules that ship with Repartee. */
    RULES,
    /** A trained model, the assistant's own or the shipped one. */
    MODEL,
    /** A language model that was asked because the others weren't sure. */
    LLM,
    /** Nobody: the message wants nothing that is known. */
    NOBODY;

    /** As it is written in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
