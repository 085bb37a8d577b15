package dev.repartee.language;

import dev.repartee.contract.AssistantId;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.content.Nlu;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Says what a message wants and what it names. */
public interface Analyzer {

    /**
     * Analyses one message.
     *
     * @param text the message, as it is stored; entity offsets are UTF-16 indexes into it
     * @param language the BCP 47 tag of its language, {@code und} when unknown
     * @param at when it was accepted, in the time zone of its user or tenant: what {@code tomorrow}
     *     counts from
     */
    Nlu analyze(String text, String language, ZonedDateTime at);

    /**
     * Analyses one message as its tenant reads numbers and dates, and with the entities that the
     * tenant defines.
     *
     * @param tenant whose message it is
     * @param assistant who was addressed, or null when that isn't known
     */
    default Nlu analyze(
            TenantId tenant,
            @Nullable AssistantId assistant,
            String text,
            String language,
            ZonedDateTime at) {
        return analyze(text, language, at);
    }
}
