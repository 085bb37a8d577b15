package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.fuzz.guide.Faults;
import dev.repartee.bench.fuzz.guide.Finding;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Sends hostile requests over connections that it uses again while that makes sense. */
final class RequestClient implements Siege.Client {

    private static final Duration SOON = Duration.ofSeconds(3);

    /** Longer than anything may be held: a completion without a stream waits for its reply. */
    private static final Duration LATEST = Duration.ofSeconds(40);

    private static final int MOST_PER_CONNECTION = 50;

    private final URI gateway;
    private final AnswerRules rules;
    private final Placeholders placeholders;
    private final SplittableRandom random;
    private @Nullable RawConnection connection;
    private int sent;

    RequestClient(
            URI gateway, AnswerRules rules, Placeholders placeholders, SplittableRandom random) {
        this.gateway = gateway;
        this.rules = rules;
        this.placeholders = placeholders;
        this.random = random;
    }

    @Override
    public String attempt(byte[] input, Faults faults) throws IOException {
        RequestText request = RequestText.of(placeholders.fill(input, random), random);
        RawConnection open = open();
        boolean again = false;
        try {
            open.send(request.bytes());
            Optional<Answer> answer = answer(open, request);
            if (answer.isEmpty()) {
                return "closed";
            }
            Answer came = answer.get();
            rules.broken(came, request.asksForHead())
                    .ifPresent(fault -> faults.add(new Finding(fault, came.body(), input)));
            again = request.framed() && !came.last() && ++sent < MOST_PER_CONNECTION;
            return kind(came);
        } catch (SocketTimeoutException silent) {
            faults.add(new Finding("no answer within " + LATEST, "", request.bytes()));
            return "silent";
        } finally {
            if (!again) {
                end(open);
            }
        }
    }

    /** A server that waits for more is told that there is none. */
    private static Optional<Answer> answer(RawConnection open, RequestText request)
            throws IOException {
        open.patience(request.framed() ? SOON : Duration.ofMillis(500));
        try {
            return open.read(request.asksForHead());
        } catch (SocketTimeoutException waiting) {
            open.finish();
            open.patience(LATEST);
            return open.read(request.asksForHead());
        }
    }

    /** Of a refusal its code and how many fields are wrong, of the rest the form. */
    private static String kind(Answer answer) {
        int fields = answer.body().split("\"field\":", 6).length - 1;
        return answer.status()
                + " "
                + answer.header("Content-Type").orElse("-")
                + " "
                + AnswerRules.code(answer.body())
                + " "
                + fields
                + " "
                + Integer.numberOfTrailingZeros(Integer.highestOneBit(answer.body().length() + 1));
    }

    private RawConnection open() throws IOException {
        RawConnection known = connection;
        if (known != null) {
            return known;
        }
        RawConnection fresh = new RawConnection(gateway);
        connection = fresh;
        sent = 0;
        return fresh;
    }

    private void end(RawConnection open) throws IOException {
        connection = null;
        if (random.nextInt(4) == 0) {
            open.reset();
        } else {
            open.close();
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
