package dev.repartee.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.repartee.assistants.prompt.PromptDraft;
import dev.repartee.assistants.prompt.PromptStore;
import dev.repartee.contract.RequestId;
import dev.repartee.contract.content.ReplySource;
import dev.repartee.contract.event.ChatRequest;
import dev.repartee.contract.event.InferenceWork;
import dev.repartee.contract.event.RememberedTurn;
import dev.repartee.crypto.UserCipher;
import dev.repartee.inference.Fixture.Message;
import dev.repartee.inference.context.Economy;
import dev.repartee.inference.context.SummaryConfig;
import dev.repartee.inference.memory.ConversationMemory;
import dev.repartee.inference.model.ModelEndpoints;
import dev.repartee.inference.reply.DeltaStream;
import dev.repartee.inference.reply.InferenceMetrics;
import dev.repartee.inference.reply.Job;
import dev.repartee.inference.reply.MadeReply;
import dev.repartee.inference.reply.ReplyMaker;
import dev.repartee.language.safety.SafetyFilter;
import dev.repartee.language.safety.SafetyPolicy;
import dev.repartee.usage.budget.Budget;
import dev.repartee.usage.budget.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a model is told, and which model, when prompts, windows and budgets are set. */
class AffordableRepliesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Fixture fixture;

    @BeforeAll
    static void start() {
        fixture = new Fixture();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void forget() {
        fixture.stub.requests().clear();
        fixture.stub.answers(request -> OpenAiStub.words("Sure."));
    }

    @Test
    void theActivePromptIsWhatTheModelIsTold() throws Exception {
        PromptStore prompts = new PromptStore(fixture.main);
        int version =
                prompts.create(
                                Fixture.TENANT,
                                Fixture.MODEL_ASSISTANT,
                                new PromptDraft(
                                        "You sell bikes on {{message.channel}}.", List.of(), ""))
                        .version();
        prompts.activate(Fixture.TENANT, Fixture.MODEL_ASSISTANT, version);
        fixture.assistants.refresh();
        try {
            MadeReply made = reply(fixture.message("prompted", "Hello {{user.name}}"));

            assertThat(system(0)).startsWith("You sell bikes on web.\n\nAnswer in English.");
            assertThat(made.by()).isNotNull();
            assertThat(made.by().prompt().version()).isEqualTo(version);
        } finally {
            prompts.rollBack(Fixture.TENANT, Fixture.MODEL_ASSISTANT);
            fixture.assistants.refresh();
        }
    }

    @Test
    void theModelIsToldWhatDocumentsSayAboutThisMessage() throws Exception {
        reply(fixture.message("passages", "How are you?"));
        reply(fixture.message("passages", "How much is a tyre?"));

        assertThat(system(0)).contains("Answer in English.").doesNotContain("24 euros");
        assertThat(system(1)).contains("Answer in English.").contains("A rear tyre costs 24 euros");
    }

    @Test
    void aReplyBelongsToTheAssistantAsItWasWhenItWasMade() throws Exception {
        PromptStore prompts = new PromptStore(fixture.main);
        int version =
                prompts.create(
                                Fixture.TENANT,
                                Fixture.MODEL_ASSISTANT,
                                new PromptDraft("Changed meanwhile.", List.of(), ""))
                        .version();
        fixture.stub.answers(
                request -> {
                    prompts.activate(Fixture.TENANT, Fixture.MODEL_ASSISTANT, version);
                    fixture.assistants.refresh();
                    return OpenAiStub.words("Sure.");
                });
        String before = revision();
        try {
            MadeReply made = reply(fixture.message("meanwhile", "Are you the same?"));

            assertThat(made.by().revision()).isEqualTo(before).isNotEqualTo(revision());
        } finally {
            prompts.rollBack(Fixture.TENANT, Fixture.MODEL_ASSISTANT);
            fixture.assistants.refresh();
        }
    }

    private static String revision() {
        return fixture.assistants
                .find(Fixture.TENANT, Fixture.MODEL_ASSISTANT)
                .orElseThrow()
                .revision();
    }

    @Test
    void whatDoesNotFitIsSummedUpAndTheSummaryIsContinued() throws Exception {
        Message message = fixture.message("old", "And now?");
        UserCipher cipher = cipher(message);
        ConversationMemory memory = new ConversationMemory(fixture.redis, fixture.history);
        memory.recall(message.envelope().conversationKey(), cipher);
        for (int i = 0; i < 8; i++) {
            remember(memory, message, i, cipher);
        }

        reply(message);
        String first = system(0);
        assertThat(first).contains("What was said before, in short:\nUser: ");
        assertThat(first).contains("order 4710");
        assertThat(contents(0)).anyMatch(text -> text.contains("order 4717"));
        assertThat(contents(0)).noneMatch(text -> text.startsWith("My order 4710"));

        remember(memory, message, 8, cipher);
        reply(fixture.message("old", "And now?"));
        assertThat(system(1)).contains("order 4710").contains("order 4715");
    }

    @Test
    void aModelWritesSummariesInTheBackgroundWhereOneIsConfigured() throws Exception {
        fixture.stub.answers(
                request ->
                        OpenAiStub.words(
                                request.toString().contains("Sum the conversation up")
                                        ? "The user asked about eight orders."
                                        : "Sure."));
        Message message = fixture.message("summed", "And now?");
        UserCipher cipher = cipher(message);
        ConversationMemory memory = new ConversationMemory(fixture.redis, fixture.history);
        memory.recall(message.envelope().conversationKey(), cipher);
        for (int i = 0; i < 8; i++) {
            remember(memory, message, i, cipher);
        }
        SummaryConfig byModel = new SummaryConfig("cloud", 100, 2);

        reply(message, byModel);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            fixture.stub.requests().clear();
                            reply(fixture.message("summed", "And now?"), byModel);
                            assertThat(fixture.stub.requests())
                                    .anyMatch(AffordableRepliesTest::hasSummary);
                        });
    }

    @Test
    void aSpentBudgetIsAnsweredFromTheDocumentsAndNotCached() throws Exception {
        MadeReply before = reply(fixture.message("rich", "How much is a rear tyre?"));
        assertThat(before.reply().source()).isEqualTo(ReplySource.MODEL);
        assertThat(before.reply().model().costNanos()).isPositive();
        fixture.budgets.put(
                new Budget(Fixture.TENANT, Fixture.MODEL_ASSISTANT, Period.DAY, 0, 80, null));
        fixture.costs.budgets().refresh();
        try {
            MadeReply made = reply(fixture.message("poor", "How much is a rear tyre?"));

            assertThat(made.reply().source()).isEqualTo(ReplySource.KNOWLEDGE);
            assertThat(made.reply().text()).contains("24 euros");
            assertThat(made.reach()).isEqualTo(MadeReply.Reach.TURN);
        } finally {
            fixture.budgets.delete(Fixture.TENANT, Fixture.MODEL_ASSISTANT, Period.DAY);
            fixture.costs.budgets().refresh();
        }
    }

    @Test
    void aShortMessageIsAnsweredInTheLanguageOfWhatWasSaidBefore() throws Exception {
        Message message = fixture.message("corta", "ok");
        UserCipher cipher = cipher(message);
        ConversationMemory memory = new ConversationMemory(fixture.redis, fixture.history);
        memory.recall(message.envelope().conversationKey(), cipher);
        memory.remember(
                message.envelope().conversationKey(),
                new RememberedTurn(
                        new RequestId("before"),
                        "Hola, ¿cuánto cuesta una bicicleta para mi hija, por favor?",
                        "Depende."),
                cipher);

        MadeReply made = reply(undetermined(message), SummaryConfig.defaults());

        assertThat(made.reply().language()).isEqualTo("es");
        assertThat(system(0)).contains("Answer in Spanish.");
    }

    private static Job undetermined(Message message) {
        var work = message.work();
        var request = work.request();
        var unsure =
                new ChatRequest(
                        request.envelope(),
                        request.text(),
                        request.textHash(),
                        "und",
                        List.of(),
                        List.of(),
                        null);
        return job(
                new InferenceWork(
                        unsure, work.origin(), work.dispatchedAt(), work.deadline(), false, null),
                cipher(message));
    }

    private static boolean hasSummary(JsonNode request) {
        return request.toString().contains("What was said before, in short:\\nThe user asked");
    }

    private static void remember(
            ConversationMemory memory, Message message, int number, UserCipher cipher) {
        memory.remember(
                message.envelope().conversationKey(),
                new RememberedTurn(
                        new RequestId("t-" + number),
                        "My order 471%d has not arrived. ".formatted(number) + "Well. ".repeat(20),
                        "I am sorry."),
                cipher);
    }

    private static MadeReply reply(Message message) throws Exception {
        return reply(message, SummaryConfig.defaults());
    }

    private static MadeReply reply(Message message, SummaryConfig summaries) throws Exception {
        return reply(job(message.work(), cipher(message)), summaries);
    }

    private static MadeReply reply(Job job, SummaryConfig summaries) throws Exception {
        ModelEndpoints models =
                new ModelEndpoints(fixture.config().models(), fixture.meters, fixture.clock);
        ReplyMaker maker =
                new ReplyMaker(
                        fixture.assistants,
                        models,
                        new ReplyMaker.Conversations(
                                new ConversationMemory(fixture.redis, fixture.history),
                                new Economy(fixture.costs, summaries)
                                        .writeSummaries(models, fixture.redis, fixture.clock)),
                        fixture.knowledge,
                        fixture.costs,
                        new InferenceMetrics(fixture.meters),
                        fixture.clock);
        return maker.make(
                job,
                new DeltaStream(
                        new SafetyFilter(SafetyPolicy.standard()).streaming(),
                        DeltaStream.Outlet.NOBODY,
                        System::nanoTime));
    }

    private static Job job(InferenceWork work, UserCipher cipher) {
        return new Job(work, cipher, 1, Instant.now(), Instant.now().plusSeconds(20));
    }

    private static UserCipher cipher(Message message) {
        return fixture.vault
                .cipherFor(message.envelope().userKey(), message.envelope().acceptedAt())
                .orElseThrow();
    }

    private static String system(int request) {
        return contents(request).getFirst();
    }

    private static List<String> contents(int request) {
        return StreamSupport.stream(
                        fixture.stub.requests().get(request).get("messages").spliterator(), false)
                .map(message -> message.get("content").stringValue())
                .toList();
    }
}
