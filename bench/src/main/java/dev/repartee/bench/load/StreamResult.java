package dev.repartee.bench.load;

import java.util.List;
import java.util.Map;

/**
 * What became of a stream's messages. Histograms are in microseconds from the intended time of
 * sending, encoded by {@link Histograms}, and leave out the warm-up; counts don't.
 *
 * @param plan what was asked for
 * @param prefix of the ids
 * @param firstMeasured number of the first message after the warm-up
 * @param sent messages sent
 * @param accepted answered with 202 or the frame {@code accepted}
 * @param finished replied to, or told that there will be no reply; with {@code observe}, accepted
 * @param refused by error code
 * @param failed whose connection broke before an answer
 * @param unanswered accepted, and without an end when the grace was over
 * @param unansweredExamples ids of some of those
 * @param duplicated replies that one connection was sent twice
 * @param repeated replies that came again on a later connection, as at-least-once delivery may
 * @param outOfOrder replies after a reply to a later message of the same conversation
 * @param mismatched replies that belong to another message
 */
public record StreamResult(
        LoadPlan.StreamPlan plan,
        String prefix,
        int firstMeasured,
        int sent,
        int accepted,
        int finished,
        Map<String, Integer> refused,
        int failed,
        int unanswered,
        List<String> unansweredExamples,
        int duplicated,
        int repeated,
        int outOfOrder,
        int mismatched,
        String acceptMicros,
        String firstDeltaMicros,
        String replyMicros,
        String refusalMicros) {

    /** Messages accepted of those that were due after the warm-up. */
    public long measuredAccepted() {
        return Histograms.decode(acceptMicros).getTotalCount();
    }
}
