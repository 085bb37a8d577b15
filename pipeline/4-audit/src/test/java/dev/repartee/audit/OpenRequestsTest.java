package dev.repartee.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.ConversationId;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.TenantId;
import dev.repartee.contract.UserId;
import dev.repartee.contract.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final List<EventType> ended = new ArrayList<>();
    private final OpenRequests requests = new OpenRequests(ended::add);

    @Test
    void aMessageIsOpenUntilItsResult() {
        requests.request(request("a", 0));
        assertThat(requests.size()).isEqualTo(1);
        requests.ended(key("a"), EventType.REPLIED, at(1));
        assertThat(requests.size()).isZero();
        assertThat(ended).containsExactly(EventType.REPLIED);
    }

    @Test
    void aResultMayBeReadBeforeItsRequest() {
        requests.ended(key("a"), EventType.ANALYSED, at(1));
        requests.request(request("a", 0));
        assertThat(requests.size()).isZero();
        assertThat(ended).containsExactly(EventType.ANALYSED);
    }

    @Test
    void resultsThatWaitForNothingAreForgotten() {
        requests.ended(key("a"), EventType.REPLIED, at(1));
        requests.resent(key("b"), origin(0), at(2));
        requests.forget(at(2));
        assertThat(requests.remembered()).isEqualTo(1);
        requests.forget(at(3));
        assertThat(requests.remembered()).isZero();
    }

    @Test
    void aDuplicateOfAnOpenMessageLeavesItOpen() {
        requests.request(request("a", 0));
        requests.request(request("a", 1));
        requests.resent(key("a"), origin(0), at(2));
        assertThat(requests.size()).isEqualTo(1);
        assertThat(requests.oldest().offset()).isZero();
        assertThat(ended).containsExactly(EventType.RESEND);
    }

    @Test
    void aDuplicateOfAMessageThatEndedLongAgoEndsWhenItIsAnswered() {
        requests.request(request("a", 5));
        requests.resent(key("a"), origin(0), at(6));
        assertThat(requests.size()).isZero();
        assertThat(ended).containsExactly(EventType.RESEND);
    }

    @Test
    void theAnswerToADuplicateMayBeReadFirst() {
        requests.resent(key("a"), origin(0), at(6));
        requests.request(request("a", 5));
        assertThat(requests.size()).isZero();
    }

    @Test
    void aDuplicateOfAMessageThatEndedLatelyIsNotOpen() {
        requests.request(request("a", 0));
        requests.ended(key("a"), EventType.REPLIED, at(1));
        requests.request(request("a", 2));
        assertThat(requests.size()).isZero();
        assertThat(ended).containsExactly(EventType.REPLIED, EventType.RESEND);
    }

    @Test
    void aReplayOpensAParkedMessageAgain() {
        requests.request(request("a", 0));
        requests.ended(key("a"), EventType.PARKED, at(1));
        requests.request(replay("a", 5, 0));
        assertThat(requests.oldest().offset()).isEqualTo(5);
        requests.ended(key("a"), EventType.REPLIED, at(6));
        assertThat(requests.size()).isZero();
        assertThat(ended).containsExactly(EventType.PARKED, EventType.REPLIED);
    }

    @Test
    void theOldResultDoesNotEndTheReplayInWhateverOrderTheyAreRead() {
        requests.request(request("a", 0));
        requests.request(replay("a", 5, 0));
        requests.ended(key("a"), EventType.PARKED, at(1));
        assertThat(requests.oldest().offset()).isEqualTo(5);
        requests.ended(key("a"), EventType.EXPIRED, at(9));
        assertThat(requests.size()).isZero();
    }

    @Test
    void namesWhatIsOverdueOnce() {
        requests.request(request("a", 0));
        requests.request(request("b", 30));
        Instant now = at(61);
        assertThat(requests.anyOverdue(now, DEADLINE)).isTrue();
        assertThat(requests.overdue(now, DEADLINE))
                .extracting(OpenRequest::key)
                .containsExactly(key("a"));
        assertThat(requests.overdue(now, DEADLINE)).isEmpty();
        assertThat(requests.size()).isEqualTo(2);
        requests.ended(key("a"), EventType.EXPIRED, at(62));
        assertThat(requests.oldest().key()).isEqualTo(key("b"));
    }

    /** Offsets and seconds are the same here. */
    private static OpenRequest request(String id, long offset) {
        return replay(id, offset, offset);
    }

    private static OpenRequest replay(String id, long offset, long first) {
        return new OpenRequest(
                key(id), new ConversationId("c"), Mode.REPLY, offset, origin(first), at(offset));
    }

    private static Coordinates origin(long offset) {
        return new Coordinates("chat.requests", 0, offset);
    }

    private static RequestKey key(String id) {
        return new RequestKey(new TenantId("acme"), new UserId("ann"), new RequestId(id));
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
