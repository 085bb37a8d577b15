package dev.repartee.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.contract.event.DeliveryStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is left of who was erased. */
interface ErasureContract extends StoreContract {

    @Test
    default void storesNoTextOfAnErasedUserWhateverComesLater() {
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
    default void emptiesARowThatIsTouchedBetweenTheTombstoneAndTheErasure() {
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
    default void storesWhatAnErasedUserSaysAnew() {
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
    default void repeatsErasuresThatWereCutShort() {
        Events events = Events.of("cut-short", "r-1");
        store().write(List.of(events.received("my secret"), events.replied(7, "your secret")));
        bury(events.key().userKey(), Events.NOW);

        assertThat(store().repeatErasures(Events.NOW.plusSeconds(1))).isZero();
        assertThat(store().repeatErasures(Events.NOW.minusSeconds(1))).isPositive();
        assertThat(stored(events).erased()).isTrue();
        assertThat(stored(events).outcome().nlu().entities()).isEmpty();
    }
}
