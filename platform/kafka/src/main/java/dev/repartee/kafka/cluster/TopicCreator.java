package dev.repartee.kafka.cluster;

import dev.repartee.kafka.LogCluster;

/** Creates the topics of the catalogue, each with its dead-letter topic. Safe to repeat. */
public final class TopicCreator implements AutoCloseable {

    public TopicCreator(LogCluster cluster, TopicSettings settings) {}

    /** Creates every topic of the catalogue that is not there yet. */
    public void createCatalogue() {
        throw new UnsupportedOperationException("under construction");
    }

    /** Creates the topic of a pool of inference workers. */
    public void createPool(String pool) {
        throw new UnsupportedOperationException("under construction");
    }

    @Override
    public void close() {}
}
