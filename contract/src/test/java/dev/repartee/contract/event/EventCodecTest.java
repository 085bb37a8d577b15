package dev.repartee.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.EventHeaders;
import dev.repartee.contract.ReparteeException;
import dev.repartee.contract.UserKey;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventCodecTest {

    private static final ChatRequest REQUEST = SampleEvents.REQUEST;

    static Stream<Event> everyEvent() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void everyEventComesBackAsItWas(Event event) {
        EventHeaders headers = EventHeaders.of(event.headers().toMap());
        assertThat(EventCodec.decode(headers, EventCodec.encode(event))).isEqualTo(event);
        assertThat(headers).isEqualTo(event.headers());
        assertThat(UserKey.parse(event.userKey().bytes())).isEqualTo(event.userKey());
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void fieldsOfALaterBuildAreIgnored(Event event) {
        String json = new String(EventCodec.encode(event), StandardCharsets.UTF_8);
        String extended = json.substring(0, json.length() - 1) + ",\"fromTheFuture\":{\"a\":[1]}}";
        assertThat(EventCodec.decode(event.headers(), extended.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
    }

    @Test
    void refusesAVersionThatItDoesNotKnow() {
        EventHeaders now = REQUEST.headers();
        EventHeaders later =
                new EventHeaders(
                        now.type(),
                        99,
                        now.mode(),
                        now.tenant(),
                        now.requestId(),
                        null,
                        null,
                        null);
        assertThatThrownBy(() -> EventCodec.decode(later, EventCodec.encode(REQUEST)))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_EVENT_VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "null",
                "{}",
                "[]",
                "{\"envelope\":7}",
                "{\"envelope\":{\"key\":{\"tenant\":\"UPPER\"}}}"
            })
    void refusesAMalformedValueWithItsCause(String value) {
        assertThatThrownBy(
                        () ->
                                EventCodec.decode(
                                        REQUEST.headers(), value.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_EVENT));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void refusesAnEventThatLacksWhatItsRecordPromises(Event event) {
        ObjectNode whole = (ObjectNode) JsonMapper.shared().readTree(EventCodec.encode(event));
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            boolean optional =
                    component.getType().isPrimitive()
                            || component.getType() == List.class
                            || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (!optional) {
                ObjectNode without = whole.deepCopy().without(component.getName());
                assertMalformed(event, without);
                assertMalformed(event, without.putNull(component.getName()));
            }
        }
    }

    @Test
    void refusesWhatIsMissingDeepInside() {
        ObjectNode event = (ObjectNode) JsonMapper.shared().readTree(EventCodec.encode(REQUEST));
        event.withObject("/envelope/key").remove("user");
        assertMalformed(REQUEST, event);
        assertThatThrownBy(
                        () ->
                                EventCodec.decodeReply(
                                        "{\"nlu\":null}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ReparteeException.class);
        assertThatThrownBy(() -> EventCodec.decodeTurn("null".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ReparteeException.class);
    }

    @Test
    void readsListsThatAreAbsentAsEmpty() {
        ObjectNode event = (ObjectNode) JsonMapper.shared().readTree(EventCodec.encode(REQUEST));
        event.remove(List.of("attachments", "context"));
        ChatRequest read =
                EventCodec.decode(
                        REQUEST.headers(),
                        event.toString().getBytes(StandardCharsets.UTF_8),
                        ChatRequest.class);
        assertThat(read.attachments()).isEmpty();
        assertThat(read.context()).isEmpty();
    }

    @Test
    void readsFlagsThatAreAbsentAsFalse() {
        InferenceWork work =
                SampleEvents.all()
                        .filter(InferenceWork.class::isInstance)
                        .map(InferenceWork.class::cast)
                        .findFirst()
                        .orElseThrow();
        ObjectNode event = (ObjectNode) JsonMapper.shared().readTree(EventCodec.encode(work));
        event.remove(List.of("repeated", "supersedes"));
        InferenceWork read =
                EventCodec.decode(
                        work.headers(),
                        event.toString().getBytes(StandardCharsets.UTF_8),
                        InferenceWork.class);
        assertThat(read.repeated()).isFalse();
        assertThat(read.supersedes()).isFalse();
    }

    private static void assertMalformed(Event event, ObjectNode json) {
        assertThatThrownBy(
                        () ->
                                EventCodec.decode(
                                        event.headers(),
                                        json.toString().getBytes(StandardCharsets.UTF_8)))
                .as(json.toString())
                .isInstanceOfSatisfying(
                        ReparteeException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_EVENT));
    }
}
