package dev.repartee.audit.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.audit.operations.MissingRequest.Reason;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.Event;
import dev.repartee.contract.event.EventCodec;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.kafka.cluster.RawRecord;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionAuditTest {

    private static final Instant START = Messages.AT;

    private final ReportSheet sheet = new ReportSheet();
    private final PartitionAudit audit = new PartitionAudit(sheet);
    private long offset;

    @Test
    void aMessageWithAResultHasEnded() {
        audit.request(record(request("a")), true);
        audit.result(record(replied("a", false)));
        assertThat(report().replied()).isEqualTo(1);
        assertThat(report().clean()).isTrue();
    }

    @Test
    void whatDispatchHasNotFinishedIsOpen() {
        audit.request(record(request("a")), false);
        assertThat(report().open()).isEqualTo(1);
    }

    @Test
    void whatInferenceHasNotFinishedIsOpen() {
        audit.request(record(request("a")), true);
        audit.work(record(work("a")), false);
        assertThat(report().open()).isEqualTo(1);
    }

    @Test
    void whatDispatchFinishedWithoutTraceIsMissing() {
        audit.request(record(request("a")), true);
        AuditReport report = report();
        assertThat(report.missing()).isEqualTo(1);
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.examples().getFirst().reason()).isEqualTo(Reason.LOST_BY_DISPATCH);
        assertThat(report.examples().getFirst().coordinates().offset()).isZero();
    }

    @Test
    void whatInferenceFinishedWithoutResultIsMissing() {
        audit.request(record(request("a")), true);
        audit.work(record(work("a")), true);
        assertThat(report().examples().getFirst().reason()).isEqualTo(Reason.LOST_BY_INFERENCE);
    }

    @Test
    void whatTheAuditStageIsAboutToExpireIsOpen() {
        audit.request(record(request("a")), true);
        audit.settle(request -> true);
        assertThat(sheet.report(null, START).open()).isEqualTo(1);
    }

    @Test
    void duplicatesAreNotAcceptedTwice() {
        audit.request(record(request("a")), true);
        audit.request(record(request("a")), true);
        audit.result(record(replied("a", false)));
        AuditReport report = report();
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.duplicates()).isEqualTo(1);
    }

    @Test
    void aDuplicateOfAMessageBeforeTheWindowIsNotMissing() {
        offset = 7;
        audit.request(record(request("a")), true);
        audit.result(
                record(new ChatResult.Resend(request("a").envelope(), Messages.origin(2), true)));
        AuditReport report = report();
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.accepted()).isZero();
    }

    @Test
    void theFirstResultWinsUnlessALaterOneSupersedesAParkedOne() {
        audit.request(record(request("a")), true);
        audit.request(record(request("b")), true);
        audit.request(record(request("c")), true);
        audit.result(record(parked("a")));
        audit.result(record(replied("a", true)));
        audit.result(record(parked("b")));
        audit.result(record(replied("b", false)));
        audit.result(record(replied("c", false)));
        audit.result(record(parked("c")));
        AuditReport report = report();
        assertThat(report.replied()).isEqualTo(2);
        assertThat(report.parked()).isEqualTo(1);
    }

    @Test
    void aReplayThatDispatchFinishedMustEndAgain() {
        audit.request(record(request("a")), true);
        RawRecord park = record(parked("a"));
        audit.request(record(request("a"), replayOf("a", "dispatch")), true);
        audit.result(park);
        assertThat(report().missing()).isEqualTo(1);
    }

    @Test
    void aReplayForAnotherGroupIsNoMessage() {
        audit.request(record(request("a"), replayOf("a", "history")), true);
        assertThat(report().accepted()).isZero();
    }

    @Test
    void recordsThatNameNoMessageAreCountedApart() {
        audit.request(new RawRecord(Messages.origin(0), START, null, null, Map.of()), true);
        audit.result(new RawRecord(Messages.origin(1), START, null, null, Map.of()));
        AuditReport report = report();
        assertThat(report.unreadable()).isEqualTo(1);
        assertThat(report.clean()).isTrue();
    }

    private AuditReport report() {
        audit.settle(request -> false);
        return sheet.report(null, START);
    }

    private static EventHeaders replayOf(String id, String group) {
        return request(id).headers().withReplay(new EventHeaders.Replay(group, Messages.origin(0)));
    }

    private RawRecord record(Event event) {
        return record(event, event.headers());
    }

    private RawRecord record(Event event, EventHeaders headers) {
        long at = offset++;
        return new RawRecord(
                Messages.origin(at),
                START.plusSeconds(at),
                event.userKey().bytes(),
                EventCodec.encode(event),
                headers.toMap());
    }

    private static ChatRequest request(String id) {
        return Messages.request("ann", id);
    }

    private static InferenceWork work(String id) {
        return Messages.work(request(id), Messages.origin(0));
    }

    private static ChatResult replied(String id, boolean supersedes) {
        return Messages.replied(request(id), Messages.origin(0), supersedes);
    }

    private static ChatResult parked(String id) {
        return Messages.parked(request(id), Messages.origin(0));
    }
}
