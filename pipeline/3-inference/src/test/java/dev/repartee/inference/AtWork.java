package dev.repartee.inference;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One worker a test, before a model that answers the same unless the test has it do otherwise. */
abstract class AtWork {

    static Fixture fixture;

    final Worker worker = new Worker(fixture);

    @BeforeAll
    static void open() {
        fixture = new Fixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.stub.requests().clear();
        fixture.stub.answers(request -> OpenAiStub.words("A rear tyre costs 24 euros."));
    }
}
