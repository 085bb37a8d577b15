package dev.repartee.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.Mode;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.TextHash;
import dev.repartee.contract.event.ChatResult;
import dev.repartee.contract.event.DeliveryStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of messages promises. */
public abstract class MessageStoreContract
        implements ArrivalContract, ConversationContract, ErasureContract {

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

    /** What JSON may hold in place of a required value. */
    @SuppressWarnings("NullAway")
    private static Instant nothing() {
        return null;
    }
}
