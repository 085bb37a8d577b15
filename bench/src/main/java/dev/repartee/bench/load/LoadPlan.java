package dev.repartee.bench.load;

import java.net.URI;
import java.util.List;

/**
 * What a generator process does.
 *
 * @param run the ids' first part; no two plans over the same data may share it
 * @param gateways a user always goes to the same one of them
 * @param apiKey sent as a bearer token
 * @param door how messages go in
 * @param connections most that are open at once: users who were silent longest are disconnected for
 *     others (WebSocket), or requests wait in the generator (HTTP)
 * @param connectFirst how many users are connected before the load begins (WebSocket)
 * @param population who sends
 * @param streams what is sent, each on its own schedule
 * @param warmupSeconds sent and accounted for, but not in any latency
 * @param seconds how long is measured
 * @param graceSeconds how long the last messages are waited for
 * @param seed of everything random
 */
public record LoadPlan(
        String run,
        List<URI> gateways,
        String apiKey,
        DoorKind door,
        int connections,
        int connectFirst,
        Population population,
        List<StreamPlan> streams,
        int warmupSeconds,
        int seconds,
        int graceSeconds,
        long seed) {

    public LoadPlan {
        gateways = List.copyOf(gateways);
        streams = List.copyOf(streams);
        if (!run.matches("[a-z0-9]{1,20}")) {
            throw new IllegalArgumentException("run must be 1 to 20 lower-case letters and digits");
        }
        if (gateways.isEmpty() || streams.isEmpty()) {
            throw new IllegalArgumentException("a plan needs a gateway and a stream");
        }
        if (connections < 1 || seconds < 1 || warmupSeconds < 0 || graceSeconds < 0) {
            throw new IllegalArgumentException(
                    "connections and seconds must be positive, warmupSeconds and graceSeconds not"
                            + " negative");
        }
    }

    /** How messages go in. */
    public enum DoorKind {
        /** {@code POST /api/v1/messages}: one request a message, on kept connections. */
        HTTP,
        /** One WebSocket per user; replies are acknowledged. */
        SOCKET
    }

    /**
     * Who sends.
     *
     * <p>The k-th most active user sends in proportion to {@code k^-skew}. A person does not send
     * twice within a moment: who sent less than the gap ago is passed over for another.
     *
     * @param first number of the first user, so that several generators have users of their own
     * @param users how many
     * @param skew 0 for users who are all alike
     * @param gapMillis shortest time between two messages of one user
     */
    public record Population(int first, int users, double skew, int gapMillis) {
        public Population {
            if (users < 1 || first < 0 || skew < 0 || gapMillis < 0) {
                throw new IllegalArgumentException(
                        "users must be positive, first, skew and gapMillis not negative");
            }
        }
    }

    /**
     * One kind of messages.
     *
     * @param name told in the report
     * @param text what they say
     * @param assistant to whom
     * @param mode {@code reply}, {@code assist} or {@code observe}
     * @param rate messages a second, evenly spaced
     * @param soleUser when not negative the number of the one user who sends all of them
     * @param from seconds after the start of the warm-up at which the stream begins
     * @param seconds how long it lasts; 0 until the end
     */
    public record StreamPlan(
            String name,
            TextKind text,
            String assistant,
            String mode,
            double rate,
            int soleUser,
            int from,
            int seconds) {
        public StreamPlan {
            if (!(rate > 0) || from < 0 || seconds < 0) {
                throw new IllegalArgumentException(
                        "a stream's rate must be positive, from and seconds not negative");
            }
        }

        /** A stream of all users over the whole time. */
        public static StreamPlan of(
                String name, TextKind text, String assistant, String mode, double rate) {
            return new StreamPlan(name, text, assistant, mode, rate, -1, 0, 0);
        }

        /** The same by one user alone. */
        public StreamPlan by(int user) {
            return new StreamPlan(name, text, assistant, mode, rate, user, from, seconds);
        }

        /** The same for a part of the time. */
        public StreamPlan during(int begin, int length) {
            return new StreamPlan(name, text, assistant, mode, rate, soleUser, begin, length);
        }

        /** Whether a message has a reply that the user gets. */
        boolean replies() {
            return !mode.equals("observe");
        }
    }
}
