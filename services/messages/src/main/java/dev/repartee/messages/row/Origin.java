package dev.repartee.messages.row;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.content.Attachment;
import dev.repartee.contract.event.Envelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the request itself. Of several requests with one id the first in the log counts.
 *
 * @param at where it first lay
 * @param envelope null when only a result without one arrived
 * @param message what was said, null when only a result arrived
 */
public record Origin(Coordinates at, @Nullable Envelope envelope, @Nullable Message message) {

    /**
     * What was said.
     *
     * @param language BCP 47 tag
     */
    public record Message(String text, String language, List<Attachment> attachments) {}

    Origin merge(Origin other) {
        int order = Long.compare(at.offset(), other.at.offset());
        if (order != 0) {
            return order < 0 ? this : other;
        }
        return new Origin(
                at,
                envelope == null ? other.envelope : envelope,
                message == null ? other.message : message);
    }
}
