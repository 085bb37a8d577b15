package dev.repartee.language.safety;

/** What {@link StreamingSafety} lets through. */
public sealed interface Release {

    /**
     * Text to send now.
     *
     * @param text filtered; empty while nothing is certain to be final
     */
    record Text(String text) implements Release {}

    /** Nothing more may be sent: the reply is replaced as a whole. */
    record Stopped(SafetyVerdict.Blocked verdict) implements Release {}

    /**
     * The end of the reply.
     *
     * @param text the rest to send
     * @param verdict about the whole reply; its text is all that was released, unless it is blocked
     */
    record Finished(String text, SafetyVerdict verdict) implements Release {}
}
