package dev.repartee.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.RequestKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conversations are read page by page. */
interface ConversationContract extends StoreContract {

    @Test
    default void readsAConversationInTheOrderOfTheLogPageByPageFromBothEnds() {
        List<Events> all =
                IntStream.range(0, 25)
                        .mapToObj(
                                i ->
                                        Events.of("pages", "r-" + i)
                                                .at(100 + i)
                                                // the gateways' clocks disagree with the log
                                                .acceptedAt(Events.NOW.minusSeconds(i % 3)))
                        .toList();
        store().write(all.reversed().stream().map(e -> e.received("text")).toList());
        // what came without its request has no place in the order yet
        store().write(List.of(Events.of("pages", "side").noted()));
        List<RequestKey> keys = all.stream().map(Events::key).toList();

        assertThat(walk(all.getFirst().conversation(), PageRequest.Order.OLDEST_FIRST))
                .isEqualTo(keys);
        assertThat(walk(all.getFirst().conversation(), PageRequest.Order.NEWEST_FIRST))
                .isEqualTo(keys.reversed());
    }

    @Test
    default void continuesFromTheLastCursorWhenMessagesWereAdded() {
        List<Events> all =
                IntStream.range(0, 6)
                        .mapToObj(i -> Events.of("grows", "r-" + i).at(100 + i))
                        .toList();
        ConversationKey conversation = all.getFirst().conversation();
        store().write(all.subList(0, 5).stream().map(e -> e.received("text")).toList());
        ConversationPage first = page(conversation, PageRequest.Order.OLDEST_FIRST, null, 4);
        store().write(List.of(all.get(5).received("text")));

        ConversationPage second =
                page(
                        conversation,
                        PageRequest.Order.OLDEST_FIRST,
                        Cursor.parse(String.valueOf(first.next())),
                        4);
        assertThat(second.messages())
                .extracting(StoredMessage::key)
                .containsExactly(all.get(4).key(), all.get(5).key());
        assertThat(second.next()).isNull();
    }

    @Test
    default void givesTheLastTurnsThatWereAnswered() {
        List<Events> all =
                IntStream.range(0, 5)
                        .mapToObj(i -> Events.of("turns", "r-" + i).at(100 + i))
                        .toList();
        store().write(all.stream().map(e -> e.received("text")).toList());
        store().write(all.subList(0, 4).stream().map(e -> e.replied(e.offset(), "ok")).toList());

        assertThat(store().lastTurns(all.getFirst().conversation(), 3))
                .extracting(StoredMessage::key)
                .containsExactly(all.get(1).key(), all.get(2).key(), all.get(3).key());
    }

    @Test
    default void refusesCursorsAndLimitsThatAreNoneOfOurs() {
        for (String word : List.of("", "?", "AAAA", "ZZZZZZZZZZZZZZZZZZ", "x".repeat(500))) {
            assertThatThrownBy(() -> Cursor.parse(word))
                    .extracting("code")
                    .isEqualTo(ErrorCode.INVALID_FIELD);
        }
        for (int limit : List.of(0, -1, PageRequest.LONGEST + 1)) {
            assertThatThrownBy(() -> new PageRequest(PageRequest.Order.NEWEST_FIRST, null, limit))
                    .extracting("code")
                    .isEqualTo(ErrorCode.INVALID_FIELD);
        }
    }

    private List<RequestKey> walk(ConversationKey conversation, PageRequest.Order order) {
        List<RequestKey> keys = new ArrayList<>();
        Cursor next = null;
        do {
            ConversationPage page = page(conversation, order, next, 10);
            page.messages().forEach(message -> keys.add(message.key()));
            next = page.next();
        } while (next != null);
        return keys;
    }
}
