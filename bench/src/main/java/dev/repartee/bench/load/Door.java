package dev.repartee.bench.load;

/** How messages go in; everything happens on the generator's one thread. */
interface Door extends AutoCloseable {

    /** Opens the connections that are wanted before the load begins, then calls back. */
    void prepare(Runnable ready);

    /** Sends without waiting; the outcome goes to the message's stream. */
    void send(MessageStream.Outgoing message);

    /** Writes what {@link #send} has gathered to the network. */
    void flush();

    /** How its connections fared. */
    Connections connections();

    @Override
    void close();

    /** Counts of connections. */
    record Connections(int opened, int failed, int lost) {}
}
