package dev.repartee.inference.tool;

import dev.repartee.contract.content.ModelUse;
import dev.repartee.inference.guard.ReplyGuard;
import dev.repartee.inference.model.GuardedModel;
import dev.repartee.inference.model.ModelAnswer;
import dev.repartee.inference.model.ModelFailure;
import dev.repartee.inference.model.Prompt;
import dev.repartee.inference.model.TokenListener;
import dev.repartee.inference.model.tool.ToolExchange;
import dev.repartee.inference.model.tool.ToolRequest;
import dev.repartee.tools.ToolAnswer;
import dev.repartee.tools.ToolSpec;
import dev.repartee.tools.call.Toolbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model, makes the calls that it wants, and asks again, until it answers: at most {@link
 * #ROUNDS} rounds of {@link #CALLS} calls, {@link #AT_ONCE} at a time, all within one deadline.
 * After the last round the model has to answer without tools. Thread-safe.
 */
public final class ToolLoop {

    static final int ROUNDS = 4;
    static final int CALLS = 8;
    static final int AT_ONCE = 4;

    /** So much of the time is left for the model to answer after a call. */
    private static final Duration RESERVE = Duration.ofSeconds(3);

    /** What a model reads of an output. */
    private static final int LONGEST_OUTPUT = 16_000;

    private final @Nullable Toolbox toolbox;
    private final Clock clock;

    /**
     * @param toolbox null where there are no tools
     */
    public ToolLoop(@Nullable Toolbox toolbox, Clock clock) {
        this.toolbox = toolbox;
        this.clock = clock;
    }

    /**
     * An answer and how it came about.
     *
     * @param answer the last one, with what all of them cost
     * @param called whether tools were called: then it is true for this turn only
     */
    public record Outcome(ModelAnswer answer, boolean called) {}

    /** What the caller's model may call. */
    public List<ToolSpec> offered(Toolbox.Caller caller) {
        return toolbox == null ? List.of() : toolbox.offered(caller);
    }

    /** Asks until there is an answer. */
    public Outcome ask(
            GuardedModel model,
            Prompt prompt,
            Toolbox.Caller caller,
            ReplyGuard guard,
            Instant deadline,
            TokenListener listener)
            throws ModelFailure, InterruptedException {
        Prompt current = prompt;
        ModelUse spent = null;
        for (int round = 1; ; round++) {
            boolean last = round > ROUNDS;
            ModelAnswer answer =
                    model.ask(last ? current.withTools(List.of()) : current, deadline, listener);
            spent = spent == null ? answer.use() : sum(spent, answer.use());
            if (answer.requests().isEmpty() || last || toolbox == null) {
                return new Outcome(
                        new ModelAnswer(answer.text(), spent, answer.firstToken()), round > 1);
            }
            List<ToolRequest> wanted =
                    answer.requests().subList(0, Math.min(CALLS, answer.requests().size()));
            if (!answer.text().isBlank()) {
                listener.token("\n\n");
            }
            current =
                    current.after(
                            new ToolExchange(
                                    answer.text(),
                                    wanted,
                                    outputs(toolbox, wanted, caller, guard, deadline)));
        }
    }

    private List<String> outputs(
            Toolbox tools,
            List<ToolRequest> wanted,
            Toolbox.Caller caller,
            ReplyGuard guard,
            Instant deadline)
            throws InterruptedException {
        Semaphore turns = new Semaphore(AT_ONCE);
        List<FutureTask<String>> running = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (ToolRequest request : wanted) {
            FutureTask<String> task =
                    new FutureTask<>(
                            () -> {
                                turns.acquire();
                                try {
                                    return output(tools, request, caller, guard, deadline);
                                } finally {
                                    turns.release();
                                }
                            });
            running.add(task);
            threads.add(Thread.ofVirtual().name("tool-call").start(task));
        }
        try {
            List<String> outputs = new ArrayList<>();
            for (FutureTask<String> task : running) {
                outputs.add(task.get());
            }
            return outputs;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a tool call must not throw", e.getCause());
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private String output(
            Toolbox tools,
            ToolRequest request,
            Toolbox.Caller caller,
            ReplyGuard guard,
            Instant deadline)
            throws InterruptedException {
        Duration patience = Duration.between(clock.instant(), deadline).minus(RESERVE);
        ToolAnswer answer = tools.call(caller, request.name(), request.arguments(), patience);
        String text = answer.text();
        String shown =
                text.length() <= LONGEST_OUTPUT
                        ? text
                        : text.substring(0, LONGEST_OUTPUT) + "\n(cut here)";
        return (answer.successful() ? "" : answer.outcome() + ": ") + guard.toolOutput(shown);
    }

    private static ModelUse sum(ModelUse one, ModelUse other) {
        return new ModelUse(
                other.name(),
                one.promptTokens() + other.promptTokens(),
                one.completionTokens() + other.completionTokens(),
                one.latencyMs() + other.latencyMs());
    }
}
