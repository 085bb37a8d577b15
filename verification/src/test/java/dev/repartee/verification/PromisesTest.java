package dev.repartee.verification;

import dev.repartee.verification.system.ModelStub;
import dev.repartee.verification.system.RunningSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The promises, on a system as it is. {@link SabotageTest} proves that each check can fail. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PromisesTest {

    private static ModelStub model;
    private static RunningSystem system;
    private static Promises promises;

    @BeforeAll
    static void start() {
        model = ModelStub.start();
        system = RunningSystem.start(Promises.settings(model, ""));
        promises = new Promises(system).prepare();
    }

    @AfterAll
    static void stop() {
        system.close();
        model.close();
    }

    @Test
    @Order(1)
    void repliesComeInOrderThoughTheFirstTakesLongest() {
        promises.orderPerConversation();
    }

    @Test
    @Order(2)
    void aSlowConversationHoldsUpNobodyElse() {
        promises.slowOnesHoldUpNobodyElse();
    }

    @Test
    @Order(3)
    void aMessageSentManyTimesHasOneEffect() {
        promises.oneEffect();
    }

    @Test
    @Order(4)
    void everyAcceptedMessageEnds() {
        promises.nothingVanishes();
    }

    @Test
    @Order(5)
    void repliesWaitForTheirUserOnEveryDevice() {
        promises.deliverySurvivesAbsence();
    }

    @Test
    @Order(6)
    void withoutRedisEveryMessageIsAnsweredOnce() {
        promises.redisGone();
    }

    @Test
    @Order(7)
    void withoutPostgresRepliesFlowAndHistoryCatchesUp() {
        promises.postgresGone();
    }

    @Test
    @Order(8)
    void withoutKafkaNothingIsPromisedAndRecoveryNeedsNoRestart() {
        promises.kafkaGone();
    }

    @Test
    @Order(9)
    void whatWasAcceptedSurvivesTheBrokersDeath() {
        promises.acceptedMeansDurable();
    }

    @Test
    @Order(10)
    void anErasedUsersTextIsNowhere() {
        new Erasure(system, promises).textIsNowhere();
    }
}
