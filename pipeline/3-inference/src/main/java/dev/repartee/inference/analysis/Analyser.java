package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Nlu;
import dev.repartee.language.layered.Remark;
import java.util.Optional;

/** Understands messages. Thread-safe; may block a virtual thread. */
@FunctionalInterface
public interface Analyser {

    /**
     * Analyses one message. A failure is no exception: the message is then stored without an
     * analysis and can be analysed again later.
     *
     * @return empty when the analyser failed
     */
    Optional<Nlu> analyse(Remark remark) throws InterruptedException;
}
