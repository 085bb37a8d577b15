package dev.repartee.audit.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Coordinates;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.Topic;
import dev.repartee.contract.event.ChatRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceTest {

    private final TestLog log = new TestLog();
    private final Trace trace = new Trace(log.cluster);
    private final String user = "u" + UUID.randomUUID();
    private final String id = "r" + UUID.randomUUID();

    @AfterEach
    void tearDown() {
        log.close();
    }

    @Test
    void followsAMessageHopByHop() {
        ChatRequest request = Messages.request(user, id);
        Coordinates origin = log.append(Topic.REQUESTS, request).join();
        log.append(Topic.TO_INFER, Messages.work(request, origin)).join();
        log.append(Topic.RESULTS, Messages.parked(request, origin)).join();
        log.append(Topic.RESULTS, Messages.replied(request, origin, true)).join();
        log.append(Topic.REQUESTS, Messages.request(user, "other")).join();

        List<Hop> hops = trace.of(new RequestId(id), null, null);

        assertThat(hops)
                .extracting(Hop::outcome)
                .containsExactly("accepted", "routed", "parked_unknown_assistant", "replied");
        assertThat(hops.getFirst().coordinates()).isEqualTo(origin);
        assertThat(hops.getLast().details())
                .containsEntry("source", "model")
                .containsEntry("supersedes", "true");
        assertThat(hops).allMatch(hop -> hop.user().equals("acme:" + user));
        assertThat(hops.toString()).doesNotContain("When do you open?");
    }

    @Test
    void tellsApartTheSameIdOfTwoUsers() {
        ChatRequest mine = Messages.request(user, id);
        log.append(Topic.REQUESTS, mine).join();
        log.append(Topic.REQUESTS, Messages.request(user + "x", id)).join();
        assertThat(trace.of(new RequestId(id), null, null)).hasSize(2);
        assertThat(trace.of(new RequestId(id), mine.userKey(), null)).hasSize(1);
    }

    @Test
    void anUnreadableRecordIsAHopToo() {
        ChatRequest request = Messages.request(user, id);
        log.sender
                .append(
                        Topic.REQUESTS.topicName(),
                        null,
                        request.userKey().bytes(),
                        new byte[] {'{'},
                        request.headers().toMap())
                .join();
        assertThat(trace.of(new RequestId(id), request.userKey(), null))
                .extracting(Hop::event, Hop::outcome)
                .containsExactly(Tuple.tuple("unreadable", "malformed_event"));
    }

    @Test
    void anIdOfOursTellsSinceWhenToLook() {
        assertThat(Trace.bornAt(new RequestId("0195503d-1c00-7000-8000-000000000000")))
                .contains(Instant.ofEpochMilli(0x0195503d1c00L).minusSeconds(60));
        assertThat(Trace.bornAt(new RequestId("order-17"))).isEmpty();
        assertThat(Trace.bornAt(new RequestId(UUID.randomUUID().toString()))).isEmpty();
    }
}
