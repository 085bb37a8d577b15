package dev.repartee.redis;

/**
 * Told when Redis comes and goes. Called one after the other on the link's own thread, so it must
 * not wait for long: hand work over.
 */
public interface LinkListener {

    /**
     * Redis answers and all subscriptions stand again. Also the first time after start-up. What was
     * published since the last {@link #down()} is lost.
     */
    default void up() {}

    /** Redis does not answer; commands fail at once until {@link #up()}. */
    default void down() {}
}
