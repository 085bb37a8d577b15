package dev.repartee.bench.stub;

/**
 * How a {@link StubServer} answers.
 *
 * @param pace how long it takes
 * @param faults how often it fails
 * @param shape what an answer looks like
 */
public record StubBehaviour(StubPace pace, StubFaults faults, Shape shape) {

    /** Around 200 ms, never failing, 40 words in 8 pieces. */
    public static final StubBehaviour DEFAULT =
            new StubBehaviour(StubPace.around(200), StubFaults.NONE, new Shape(8, 40));

    /**
     * What a model's reply looks like.
     *
     * @param chunks how many pieces a stream comes in, spread evenly over the time it takes
     * @param tokens words of the reply, the repeated message not counted
     */
    public record Shape(int chunks, int tokens) {
        private static final int MOST_CHUNKS = 1_000;
        private static final int MOST_TOKENS = 10_000;

        public Shape {
            if (chunks < 1 || chunks > MOST_CHUNKS || tokens < 0 || tokens > MOST_TOKENS) {
                throw new IllegalArgumentException(
                        "a reply has 1 to %,d chunks and 0 to %,d tokens"
                                .formatted(MOST_CHUNKS, MOST_TOKENS));
            }
        }
    }

    /** The same with another pace. */
    public StubBehaviour with(StubPace other) {
        return new StubBehaviour(other, faults, shape);
    }

    /** The same with other faults. */
    public StubBehaviour with(StubFaults other) {
        return new StubBehaviour(pace, other, shape);
    }

    /** The same with another shape. */
    public StubBehaviour with(Shape other) {
        return new StubBehaviour(pace, faults, other);
    }
}
