package dev.repartee.language.layered;

import dev.repartee.contract.content.Intent;
import java.util.Optional;

/** Who is asked when neither rules nor the trained model are sure. Thread-safe. */
@FunctionalInterface
public interface IntentFallback {

    /** Nobody. */
    IntentFallback NONE = (remark, model) -> new Reply.Silent();

    /** What came of asking. */
    sealed interface Reply {

        /**
         * It said one of the model's intents, or that none of them fits.
         *
         * @param intent empty when none fits
         * @param who names it in results, for example {@code llm:gpt}
         */
        record Said(Optional<Intent> intent, String who) implements Reply {}

        /** There is nobody, or no usable answer in time. */
        record Silent() implements Reply {}
    }

    /**
     * Asks which of the model's intents a message has; may block a virtual thread until the
     * remark's deadline.
     */
    Reply ask(Remark remark, ServedModel model) throws InterruptedException;
}
