package dev.repartee.inference.memory;

import dev.repartee.contract.event.ChatResult;

/** What an earlier worker left of a message that is read again. */
public sealed interface EarlierResult {

    /** Nothing: it has to be made. */
    record None() implements EarlierResult {}

    /** It was made, and perhaps published; publishing it again is harmless. */
    record Made(ChatResult result) implements EarlierResult {}

    /** It lies in the log. */
    record Published() implements EarlierResult {}
}
