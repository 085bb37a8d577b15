package dev.repartee.bench.stub;

/**
 * What a {@link StubServer} has done since its start. Every call is in exactly one of the others:
 * {@code calls = answered + errors + refused + abandoned + open}.
 *
 * @param calls requests for a completion or an analysis
 * @param answered completely written
 * @param errors answered with 500, or with 400 for what could not be read
 * @param refused answered with 429
 * @param hung never to be answered; they are open or abandoned
 * @param trickled never to be finished; they are open or abandoned
 * @param abandoned their client left before the end of the answer
 * @param open under way
 */
public record StubCounts(
        long calls,
        long answered,
        long errors,
        long refused,
        long hung,
        long trickled,
        long abandoned,
        long open) {}
