package dev.repartee.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.event.DeliveryStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are the same in whatever order things become known. */
interface ArrivalContract extends StoreContract {

    /** Fixed: what went wrong can be repeated. */
    long SEED = 42;

    /** Everything that may become known about one message, in the order of the log. */
    enum Story {
        ANSWERED_TWICE(
                events ->
                        List.of(
                                events.received("How much?"),
                                events.noted(),
                                events.replied(7, "Ten."),
                                events.replied(9, "Twenty."),
                                events.forwarded(DeliveryStatus.State.PENDING, 1),
                                events.forwarded(DeliveryStatus.State.DELIVERED, 3))),
        SENT_TWICE_WITH_OTHER_TEXT(
                events ->
                        List.of(
                                events.received("How much?"),
                                events.at(55).received("Something else"),
                                events.replied(7, "Ten."),
                                events.forwarded(DeliveryStatus.State.DELIVERED, 1))),
        PARKED_AND_BROUGHT_BACK(
                events ->
                        List.of(
                                events.received("How much?"),
                                events.parked(7),
                                events.replied(9, "Ten.", true),
                                events.replied(11, "Twenty.", true))),
        PARKED_THEN_ANSWERED_BY_A_STRAY(
                events ->
                        List.of(
                                events.received("How much?"),
                                events.parked(7),
                                events.replied(9, "Twenty."))),
        EXPIRED_THEN_ANSWERED(
                events ->
                        List.of(
                                events.received("How much?"),
                                events.expired(7),
                                events.replied(9, "Ten."),
                                events.forwarded(DeliveryStatus.State.DROPPED, 2),
                                events.forwarded(DeliveryStatus.State.PENDING, 1))),
        OBSERVED_TWICE(
                events ->
                        List.of(
                                events.with(Mode.OBSERVE).observed(7, "How much?"),
                                events.with(Mode.OBSERVE).observed(9, "How much?"))),
        ASSISTED(
                events ->
                        List.of(
                                events.with(Mode.ASSIST).received("How much?"),
                                events.with(Mode.ASSIST).suggested(7, "Ten.")));

        private final Function<Events, List<MessageChange>> changes;

        Story(Function<Events, List<MessageChange>> changes) {
            this.changes = changes;
        }
    }

    @ParameterizedTest
    @EnumSource
    default void comesToTheSameRowInEveryOrderOfArrivalAndEveryCutIntoBatches(Story story) {
        List<List<Integer>> orders = permutations(story.changes.apply(Events.of("u", "r")).size());
        // every message has its own order, its own cut, and meets the others in shared batches
        Random random = new Random(SEED);
        List<List<MessageChange>> batches = new ArrayList<>();
        for (int n = 0; n < orders.size(); n++) {
            List<MessageChange> changes = story.changes.apply(message(story, n));
            int batch = 0;
            for (int index : orders.get(n)) {
                while (batches.size() <= batch) {
                    batches.add(new ArrayList<>());
                }
                batches.get(batch).add(changes.get(index));
                batch += random.nextInt(3) == 0 ? 0 : 1;
            }
        }
        batches.forEach(store()::write);
        // a crash before the commit: the last batches come again
        batches.reversed().subList(0, batches.size() / 2).forEach(store()::write);

        StoredMessage expected = stored(message(story, 0));
        assertThat(expected.outcome().state()).isNotEqualTo(StoredMessage.State.OPEN);
        assertThat(expected.inbound().text()).isEqualTo("How much?");
        for (int n = 1; n < orders.size(); n++) {
            assertThat(sameKey(stored(message(story, n)), expected.key()))
                    .as("order %s", orders.get(n))
                    .isEqualTo(expected);
        }
    }

    private static Events message(Story story, int n) {
        return Events.of("permuted", story.name() + "-" + n);
    }

    private static StoredMessage sameKey(StoredMessage message, RequestKey key) {
        return new StoredMessage(
                key,
                message.place(),
                message.inbound(),
                message.outcome(),
                message.delivery(),
                message.timing(),
                message.erased());
    }

    private static List<List<Integer>> permutations(int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        return permutations(size - 1).stream()
                .flatMap(
                        shorter ->
                                IntStream.range(0, size)
                                        .mapToObj(
                                                at -> {
                                                    List<Integer> longer = new ArrayList<>(shorter);
                                                    longer.add(at, size - 1);
                                                    return List.copyOf(longer);
                                                }))
                .toList();
    }
}
