package dev.repartee.bench.load;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket per user. Users are connected before the load as far as the plan says, else when they
 * first send; past the plan's number of connections the one who was silent longest and waits for
 * nothing is disconnected.
 */
final class SocketDoor implements Door {
    private static final int CONNECTING_AT_ONCE = 200;
    private static final long PAUSE_MICROS = 500;
    private static final int EVICTION_LOOKS = 50;

    private final LoadPlan plan;
    private final Users users;
    private final EventLoop loop;
    private final Generator.Ends ends;
    private final Map<Integer, SocketClient> clients = new LinkedHashMap<>(1 << 14, 0.75f, true);
    private final Set<SocketClient> toFlush = new LinkedHashSet<>();
    private int connecting;
    private int opened;
    private int failed;
    private int lost;
    private int prepared;
    private boolean closed;

    SocketDoor(LoadPlan plan, Users users, EventLoop loop, Generator.Ends ends) {
        this.plan = plan;
        this.users = users;
        this.loop = loop;
        this.ends = ends;
    }

    @Override
    public void prepare(Runnable ready) {
        int wanted = Math.min(plan.connectFirst(), users.count());
        while (prepared < wanted && connecting < CONNECTING_AT_ONCE) {
            connect(prepared++);
        }
        if (prepared >= wanted && connecting == 0) {
            ready.run();
        } else {
            loop.schedule(() -> prepare(ready), PAUSE_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    @Override
    public void send(MessageStream.Outgoing message) {
        SocketClient client = clients.get(message.user());
        if (client == null) {
            evict();
            client = connect(message.user());
        }
        client.send(message);
        toFlush.add(client);
    }

    @Override
    public void flush() {
        toFlush.forEach(SocketClient::flush);
        toFlush.clear();
    }

    @Override
    public Connections connections() {
        return new Connections(opened, failed, lost);
    }

    @Override
    public void close() {
        closed = true;
        clients.values().forEach(SocketClient::close);
    }

    private SocketClient connect(int user) {
        connecting++;
        URI gateway = plan.gateways().get(user % plan.gateways().size());
        SocketClient client =
                new SocketClient(gateway, users.name(user), plan, loop, ends, new Events(user));
        clients.put(user, client);
        client.connect();
        return client;
    }

    private void evict() {
        if (clients.size() < plan.connections()) {
            return;
        }
        Iterator<SocketClient> oldest = clients.values().iterator();
        for (int i = 0; i < EVICTION_LOOKS && oldest.hasNext(); i++) {
            SocketClient client = oldest.next();
            if (client.idle()) {
                oldest.remove();
                client.close();
                return;
            }
        }
    }

    /** What a client tells of its connection. */
    final class Events {
        private final int user;

        private Events(int user) {
            this.user = user;
        }

        void open() {
            connecting--;
            opened++;
        }

        void refused(String why) {
            connecting--;
            if (failed++ == 0) {
                System.err.println("The first connection that failed: " + why);
            }
            clients.remove(user);
        }

        void lost(SocketClient client) {
            if (!closed && clients.get(user) == client) {
                lost++;
                clients.remove(user);
            }
        }
    }
}
