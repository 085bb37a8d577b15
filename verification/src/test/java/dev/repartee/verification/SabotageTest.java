package dev.repartee.verification;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repartee.verification.system.ModelStub;
import dev.repartee.verification.system.RunningSystem;
import dev.repartee.verification.system.Sabotage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Proves that each check of {@link Promises} can fail: the system is broken on purpose, and the
 * check must notice. The list is in docs/reliability.md.
 */
class SabotageTest {

    @Test
    void acceptingWithoutStoringIsNoticed() {
        noticed(Sabotage.AcceptsWithoutStoring.class, Promises::acceptedMeansDurable);
    }

    @Test
    void overtakingIsNoticed() {
        noticed(Sabotage.ForgetsTheConversation.class, Promises::orderPerConversation);
    }

    @Test
    void aSecondEffectIsNoticed() {
        noticed(Sabotage.ForgetsTheId.class, Promises::oneEffect);
    }

    @Test
    void aLostResultIsNoticed() {
        noticed(Sabotage.LosesResults.class, Promises::nothingVanishes);
    }

    @Test
    void aStageThatNeedsRedisIsNoticed() {
        noticed(Sabotage.NeedsRedis.class, Promises::redisGone);
    }

    @Test
    void droppedPendingRepliesAreNoticed() {
        try (ModelStub model = ModelStub.start();
                RunningSystem system = RunningSystem.start(Promises.settings(model, ""))) {
            Promises promises = new Promises(system).prepare();
            RunningSystem.execute(
                    system.access().main(),
                    """
                    CREATE SEQUENCE stored;
                    CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF nextval('stored') % 3 = 0 THEN RETURN NULL; END IF;
                        RETURN NEW;
                    END $$;
                    CREATE TRIGGER forget BEFORE INSERT ON pending_replies
                        FOR EACH ROW EXECUTE FUNCTION forget();
                    """);
            assertThatThrownBy(promises::deliverySurvivesAbsence).isInstanceOf(Throwable.class);
        }
    }

    @Test
    void aMissingBoundIsNoticed() {
        try (ModelStub model = ModelStub.start();
                RunningSystem system =
                        RunningSystem.start(
                                Promises.settings(model, BoundsTest.limits(1_000_000)))) {
            Promises promises = new Promises(system).prepare();
            assertThatThrownBy(() -> promises.bounded(BoundsTest.BOUND))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aForgottenTraceOfAnErasedUserIsNoticed() {
        try (ModelStub model = ModelStub.start();
                RunningSystem system = RunningSystem.start(Promises.settings(model, ""))) {
            Promises promises = new Promises(system).prepare();
            Erasure undone = new UndoneErasure(system, promises);
            assertThatThrownBy(undone::textIsNowhere).isInstanceOf(AssertionError.class);
        }
    }

    private static void noticed(Class<? extends Sabotage> sabotage, Consumer<Promises> check) {
        try (ModelStub model = ModelStub.start();
                RunningSystem system =
                        RunningSystem.sabotaged(Promises.settings(model, ""), sabotage)) {
            Promises promises = new Promises(system).prepare();
            assertThatThrownBy(() -> check.accept(promises)).isInstanceOf(Throwable.class);
        }
    }

    /** Keeps a message in the clear where an erasure must have emptied everything. */
    private static final class UndoneErasure extends Erasure {

        private final RunningSystem system;

        UndoneErasure(RunningSystem system, Promises promises) {
            super(system, promises);
            this.system = system;
        }

        @Override
        void afterErasure() {
            RunningSystem.execute(
                    system.access().main(),
                    "UPDATE chat_messages SET entities = '[{\"type\":\"email\",\"text\":\"ana@example.com\",\"start\":0,\"end\":15}]'");
        }
    }
}
