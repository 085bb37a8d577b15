package dev.repartee.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ConversationKey;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.RequestKey;
import dev.repartee.contract.UserKey;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.DeliveryStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store of messages promises. */
public abstract class MessageStoreContract {

    /** Fixed: what went wrong can be repeated. */
    private static final long SEED = 42;

    protected abstract MessageStore store();

    /** Writes the tombstone, as an erasure in any process would. */
    protected abstract void bury(UserKey user, Instant at);

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
    void comesToTheSameRowInEveryOrderOfArrivalAndEveryCutIntoBatches(Story story) {
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

    @Test
    void keepsTheFirstResultOfTheLogWithAllItsParts() {
        Events events = Events.of("first", "r-1");
        store().write(List.of(events.replied(9, "Twenty.")));
        store().write(List.of(events.received("How much?"), events.replied(7, "Ten.")));
        store().write(List.of(events.forwarded(DeliveryStatus.State.DELIVERED, 2)));

        StoredMessage message = stored(events);
        assertThat(message.place().origin()).isEqualTo(events.origin());
        assertThat(message.place().mode()).isEqualTo(Mode.REPLY);
        assertThat(message.place().channel()).isEqualTo("web");
        assertThat(message.inbound().text()).isEqualTo("How much?");
        assertThat(message.inbound().textHash()).contains(TextHash.of("How much?"));
        assertThat(message.inbound().attachments()).hasSize(1);
        assertThat(message.outcome().state()).isEqualTo(StoredMessage.State.REPLIED);
        assertThat(message.outcome().reply()).isEqualTo(Events.reply("Ten."));
        assertThat(message.outcome().nlu()).isEqualTo(Events.nlu());
        assertThat(message.delivery().attempts()).isEqualTo(2);
        StoredMessage.Timing timing = message.timing();
        assertThat(timing.untilDispatch()).contains(Duration.ofMillis(2));
        assertThat(timing.waitingForInference()).contains(Duration.ofMillis(3));
        assertThat(timing.inference()).contains(Duration.ofMillis(35));
        assertThat(timing.untilResult()).contains(Duration.ofMillis(40));
        assertThat(timing.delivery()).contains(Duration.ofMillis(160));
    }

    @Test
    void showsTheUsersOwnMessageBeforeTheReplyIsThere() {
        Events events = Events.of("early", "r-1");
        store().write(List.of(events.received("How much?")));

        assertThat(stored(events).outcome().state()).isEqualTo(StoredMessage.State.OPEN);
        assertThat(page(events.conversation(), PageRequest.Order.OLDEST_FIRST, null, 10).messages())
                .singleElement()
                .satisfies(m -> assertThat(m.inbound().text()).isEqualTo("How much?"));
        assertThat(store().storedResult(events.key())).isEmpty();
    }

    @Test
    void keepsASuggestionWithoutDeliveringIt() {
        Events events = Events.of("assisted", "r-1").with(Mode.ASSIST);
        store().write(List.of(events.received("How much?"), events.suggested(7, "Ten.")));

        StoredMessage message = stored(events);
        assertThat(message.outcome().state()).isEqualTo(StoredMessage.State.ANALYSED);
        assertThat(message.outcome().reply()).isEqualTo(Events.reply("Ten."));
        assertThat(message.outcome().nlu()).isNull();
        assertThat(message.delivery().status()).isNull();
    }

    @Test
    void supersedesAParkedMessageOnce() {
        Events events = Events.of("parked", "r-1");
        store().write(List.of(events.received("How much?"), events.parked(7)));
        StoredMessage parked = stored(events);
        assertThat(parked.outcome().state()).isEqualTo(StoredMessage.State.PARKED);
        assertThat(parked.outcome().failure())
                .isEqualTo(
                        new StoredMessage.Failure(
                                ErrorCode.KILLS_WORKER, "inference", "two unclean deaths"));

        store().write(List.of(events.replied(8, "A stray.")));
        assertThat(stored(events).outcome().state()).isEqualTo(StoredMessage.State.PARKED);
        store().write(List.of(events.replied(9, "Ten.", true)));
        store().write(List.of(events.replied(11, "Twenty.", true)));
        // what was stored before comes again after a crash
        store().write(List.of(events.parked(7), events.replied(8, "A stray.")));

        assertThat(stored(events).outcome().reply()).isEqualTo(Events.reply("Ten."));
        assertThat(stored(events).outcome().failure()).isNull();
    }

    @Test
    void givesBackTheResultsAsTheyWerePublished() {
        for (MessageChange change :
                List.of(
                        Events.of("result", "replied").replied(5, "Ten."),
                        Events.of("result", "observed").with(Mode.OBSERVE).observed(6, "How much?"),
                        Events.of("result", "parked").parked(7),
                        Events.of("result", "expired").expired(8))) {
            store().write(List.of(change));
            MessageChange.Finished finished = (MessageChange.Finished) change;
            assertThat(store().storedResult(change.key()))
                    .contains(new StoredResult(finished.result(), finished.offset()));
        }
    }

    @Test
    void knowsNothingOfOtherTenantsAndUsersWithTheSameId() {
        Events events = Events.of("mine", "r-1");
        store().write(List.of(events.received("How much?")));

        assertThat(store().find(Events.of("other", "r-1").key())).isEmpty();
        assertThat(store().find(Events.of("mine", "r-2").key())).isEmpty();
    }

    @Test
    void readsAConversationInTheOrderOfTheLogPageByPageFromBothEnds() {
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
    void continuesFromTheLastCursorWhenMessagesWereAdded() {
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
    void givesTheLastTurnsThatWereAnswered() {
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
    void takesAnIdThatComesAgainAfterTheTurnOfAWindowForTheSameMessage() {
        Events first =
                Events.of("turn", "r-1").acceptedAt(Events.TURN_OF_WINDOW.minusSeconds(1)).at(40);
        Events again = first.acceptedAt(Events.TURN_OF_WINDOW.plusSeconds(1)).at(41);
        store().write(List.of(first.received("How much?"), first.replied(7, "Ten.")));
        store().write(List.of(again.received("How much?"), again.replied(9, "Twenty.")));

        assertThat(stored(first).outcome().reply()).isEqualTo(Events.reply("Ten."));
        assertThat(stored(first).timing().acceptedAt()).isEqualTo(first.acceptedAt());
        assertThat(page(first.conversation(), PageRequest.Order.OLDEST_FIRST, null, 10).messages())
                .hasSize(1);
    }

    @Test
    void findsTheRowOfAMessageThatWasGivenUpInTheNextWindow() {
        Events before =
                Events.of("late", "known").acceptedAt(Events.TURN_OF_WINDOW.minusSeconds(1)).at(40);
        Events after =
                Events.of("late", "unknown")
                        .acceptedAt(Events.TURN_OF_WINDOW.minusSeconds(1))
                        .at(41);
        store().write(List.of(before.received("How much?")));
        store().write(List.of(before.expired(7), after.parked(8)));
        store().write(List.of(after.received("How much?")));

        for (Events events : List.of(before, after)) {
            assertThat(stored(events).inbound().text()).isEqualTo("How much?");
            assertThat(stored(events).outcome().state()).isNotEqualTo(StoredMessage.State.OPEN);
        }
        assertThat(page(before.conversation(), PageRequest.Order.OLDEST_FIRST, null, 10).messages())
                .hasSize(2);
    }

    @Test
    void findsIdsThatTheGatewayMade() {
        Instant accepted = Events.NOW.minus(Duration.ofDays(20));
        RequestId id = RequestId.random(Clock.fixed(accepted, ZoneOffset.UTC));
        Events events = Events.of("uuid", id.value()).acceptedAt(accepted);
        store().write(List.of(events.received("How much?")));

        assertThat(stored(events).inbound().text()).isEqualTo("How much?");
    }

    @Test
    void findsAnIdOfTheClientWhoseTimeIsALie() {
        RequestId id =
                RequestId.random(
                        Clock.fixed(Instant.parse("2031-01-01T00:00:00Z"), ZoneOffset.UTC));
        Events events = Events.of("liar", id.value());
        store().write(List.of(events.parked(7)));
        store().write(List.of(events.received("How much?")));

        assertThat(stored(events).inbound().text()).isEqualTo("How much?");
        assertThat(stored(events).outcome().state()).isEqualTo(StoredMessage.State.PARKED);
    }

    @Test
    void storesNoTextOfAnErasedUserWhateverComesLater() {
        Events events = Events.of("erased", "r-1");
        Events late = Events.of("erased", "r-2").at(41);
        store().write(List.of(events.received("my secret"), events.replied(7, "your secret")));
        bury(events.key().userKey(), Events.NOW);
        assertThat(store().erase(events.key().userKey())).isEqualTo(1);

        store().write(List.of(events.received("my secret"), events.replied(7, "your secret")));
        MessageStore.Written written =
                store().write(List.of(late.received("my secret"), late.replied(8, "your secret")));

        assertThat(written.erased()).isEqualTo(1);
        for (Events each : List.of(events, late)) {
            StoredMessage message = stored(each);
            assertThat(message.erased()).isTrue();
            assertThat(message.inbound().text()).isNull();
            assertThat(message.inbound().attachments()).isEmpty();
            assertThat(message.outcome().reply()).isNull();
            assertThat(message.outcome().state()).isEqualTo(StoredMessage.State.REPLIED);
            assertThat(message.outcome().nlu()).isNotNull();
            assertThat(message.outcome().nlu().entities()).isEmpty();
            assertThat(store().storedResult(each.key())).isEmpty();
        }
        assertThat(store().lastTurns(events.conversation(), 10)).isEmpty();
        assertThat(store().erase(events.key().userKey())).isZero();
    }

    @Test
    void emptiesARowThatIsTouchedBetweenTheTombstoneAndTheErasure() {
        Events events = Events.of("between", "r-1");
        store().write(List.of(events.received("my secret"), events.replied(7, "your secret")));
        bury(events.key().userKey(), Events.NOW);
        store().write(List.of(events.forwarded(DeliveryStatus.State.DELIVERED, 1)));
        store().erase(events.key().userKey());

        assertThat(stored(events).erased()).isTrue();
        assertThat(stored(events).outcome().nlu())
                .isNotNull()
                .satisfies(nlu -> assertThat(nlu.entities()).isEmpty());
        assertThat(stored(events).inbound().attachments()).isEmpty();
    }

    @Test
    void storesWhatAnErasedUserSaysAnew() {
        Events before = Events.of("returns", "r-1");
        Events after = Events.of("returns", "r-2").acceptedAt(Events.NOW.plusSeconds(1)).at(41);
        store().write(List.of(before.received("my secret")));
        bury(before.key().userKey(), Events.NOW);
        store().write(List.of(after.received("hello again"), before.replied(7, "your secret")));
        store().erase(before.key().userKey());

        assertThat(stored(after).inbound().text()).isEqualTo("hello again");
        assertThat(stored(before).inbound().text()).isNull();
        assertThat(stored(before).outcome().reply()).isNull();
    }

    @Test
    void repeatsErasuresThatWereCutShort() {
        Events events = Events.of("cut-short", "r-1");
        store().write(List.of(events.received("my secret"), events.replied(7, "your secret")));
        bury(events.key().userKey(), Events.NOW);

        assertThat(store().repeatErasures(Events.NOW.plusSeconds(1))).isZero();
        assertThat(store().repeatErasures(Events.NOW.minusSeconds(1))).isPositive();
        assertThat(stored(events).erased()).isTrue();
        assertThat(stored(events).outcome().nlu().entities()).isEmpty();
    }

    @Test
    void refusesWhatCanNeverBeStoredAndStoresTheRest() {
        Events good = Events.of("poison", "good");
        List<MessageChange> bad =
                List.of(
                        Events.of("poison", "channel").received("text", "e\u0000n"),
                        Events.of("poison", "past").acceptedAt(Instant.EPOCH).received("text"),
                        Events.of("poison", "future")
                                .acceptedAt(Instant.MAX.minusSeconds(1))
                                .received("text"),
                        new MessageChange.Finished(
                                new ChatResult.Expired(
                                        Events.of("poison", "null").key(),
                                        Events.CONVERSATION,
                                        Mode.REPLY,
                                        Events.of("poison", "null").origin(),
                                        null,
                                        nothing()),
                                3));
        for (MessageChange change : bad) {
            assertThatThrownBy(() -> store().write(List.of(good.received("fine"), change)))
                    .as("%s", change)
                    .isInstanceOf(UnstorableException.class);
            assertThat(store().find(good.key())).isEmpty();
        }
        store().write(List.of(good.received("nul \u0000 in text is no harm")));
        assertThat(stored(good).inbound().text()).isEqualTo("nul \u0000 in text is no harm");
    }

    @Test
    void refusesCursorsAndLimitsThatAreNoneOfOurs() {
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

    protected final StoredMessage stored(Events events) {
        return store().find(events.key()).orElseThrow();
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

    private ConversationPage page(
            ConversationKey conversation,
            PageRequest.Order order,
            @Nullable Cursor after,
            int limit) {
        return store().conversation(conversation, new PageRequest(order, after, limit));
    }

    /** What JSON may hold in place of a required value. */
    @SuppressWarnings("NullAway")
    private static Instant nothing() {
        return null;
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
