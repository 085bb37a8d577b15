package dev.repartee.redis;

/** Something that is heard until it is closed; closing twice is harmless. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
