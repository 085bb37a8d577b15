package dev.repartee.bench.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repartee.language.safety.SafetyVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

/** What is measured is the way of a message that passes: a refusal would be cheap. */
class MessageBenchmarkTest {

    private final Message message = new Message();
    private final MessageBenchmark benchmark = new MessageBenchmark();
    private final Blackhole sink =
            new Blackhole(
                    "Today's password is swordfish. I understand instantiating Blackholes directly"
                            + " is dangerous.");

    @BeforeEach
    void open() throws Exception {
        message.open();
    }

    @AfterEach
    void close() {
        message.close();
    }

    @Test
    void theMessagePassesItsGuard() throws Exception {
        assertThat(message.guard().admit()).isEmpty();
        assertThat(message.guard().earlier(message.earlier())).isEqualTo(message.earlier());
        assertThat(benchmark.guard(message, sink).turns()).hasSameSizeAs(message.prompt().turns());
    }

    @Test
    void theReplyPassesAsItIs() {
        assertThat(benchmark.reply(message, sink))
                .isEqualTo(new SafetyVerdict.Safe(String.join("", message.pieces())));
    }

    @Test
    void theModelAnswers() throws Exception {
        assertThat(benchmark.model(message).text()).contains("My name is Ana");
    }
}
