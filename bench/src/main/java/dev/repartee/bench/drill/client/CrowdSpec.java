package dev.repartee.bench.drill.client;

/**
 * How a crowd talks.
 *
 * @param conversations how many there are, four of each user
 * @param rate messages a second, those that are sent again not counted
 */
public record CrowdSpec(int conversations, int rate) {

    static final int CONVERSATIONS_EACH = 4;

    public CrowdSpec {
        if (conversations < CONVERSATIONS_EACH || rate < 1) {
            throw new IllegalArgumentException("conversations must be at least 4 and rate 1");
        }
    }

    int users() {
        return conversations / CONVERSATIONS_EACH;
    }
}
