package dev.repartee.bench.drill.client;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gateways, as the load balancer before them would know them: one that told its clients that it
 * is going away gets nothing new until it is back.
 */
public final class Doors {

    private final List<URI> addresses;
    private final Set<Integer> leaving = ConcurrentHashMap.newKeySet();

    public Doors(List<URI> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    int count() {
        return addresses.size();
    }

    URI address(int door) {
        return addresses.get(door);
    }

    /** The preferred door, or the next one that is not going away. */
    int open(int preferred) {
        for (int i = 0; i < addresses.size(); i++) {
            int door = Math.floorMod(preferred + i, addresses.size());
            if (!leaving.contains(door)) {
                return door;
            }
        }
        return Math.floorMod(preferred, addresses.size());
    }

    void leaving(int door) {
        leaving.add(door);
    }

    /** The gateway at this address takes traffic again. */
    public void back(URI address) {
        leaving.remove(addresses.indexOf(address));
    }
}
