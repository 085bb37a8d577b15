package dev.repartee.delivery.lane;

import dev.repartee.contract.GatewayId;
import dev.repartee.delivery.pending.DeviceCursor;
import dev.repartee.redis.Presence;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The devices of one user: bounded, the one not seen for longest gives way. */
final class Devices {

    private final int bound;
    private final Map<String, Device> byName = new LinkedHashMap<>();

    Devices(int bound) {
        this.bound = bound;
    }

    Collection<Device> all() {
        return byName.values();
    }

    boolean none() {
        return byName.isEmpty();
    }

    boolean anyConnected() {
        return all().stream().anyMatch(Device::connected);
    }

    /** Whether somebody is there, and nobody who is needs the reply. */
    boolean everyoneConnectedHas(Item item) {
        return anyConnected() && all().stream().noneMatch(d -> d.connected() && d.needs(item));
    }

    @Nullable Device find(String name) {
        return byName.get(name);
    }

    /** The device; a new one has read nothing. */
    Device of(String name, Instant now) {
        Device known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= bound) {
            all().stream()
                    .min(Comparator.comparing(Device::connected).thenComparing(d -> d.seenAt))
                    .ifPresent(oldest -> byName.remove(oldest.name));
        }
        Device device = new Device(name, -1, now);
        byName.put(name, device);
        return device;
    }

    /** Adds what the store knows. A device that it knows need not be saved for having come back. */
    void merge(List<DeviceCursor> stored, Instant now) {
        for (DeviceCursor cursor : stored) {
            Device here = byName.get(cursor.device());
            if (here != null) {
                here.stored = true;
                if (!here.saveAt.equals(Instant.MAX)) {
                    here.saveAt = now.plus(LanePolicy.SAVE_AFTER);
                }
                here.cursor = Math.max(here.cursor, cursor.acknowledged());
                here.pushedThrough = Math.max(here.pushedThrough, here.cursor);
            } else if (byName.size() < bound) {
                Device known = new Device(cursor.device(), cursor.acknowledged(), cursor.seenAt());
                known.stored = true;
                byName.put(cursor.device(), known);
            }
        }
    }

    /** Opens a socket; returns the device when the socket is a new one. */
    @Nullable Device open(Presence.Connection connection, long at, Instant now) {
        Device device = of(connection.device(), now);
        boolean fresh = device.open(connection, at);
        device.seenAt = now;
        return fresh ? device : null;
    }

    void close(GatewayId gateway, String connectionId, Instant now) {
        for (Device device : all()) {
            if (device.close(gateway, connectionId)) {
                device.seenAt = now;
                device.saveBy(now);
            }
        }
    }

    void closeUnheard(long since, Instant now) {
        for (Device device : all()) {
            if (device.closeUnheard(since)) {
                device.saveBy(now);
            }
        }
    }

    /** Up to where every device has read; -1 without devices. */
    long slowest() {
        return all().stream().mapToLong(d -> d.cursor).min().orElse(-1);
    }

    /** Up to where every device that is there has read; -1 without one. */
    long slowestConnected() {
        return all().stream().filter(Device::connected).mapToLong(d -> d.cursor).min().orElse(-1);
    }

    /** When something is to be saved. */
    Instant saveAt() {
        return all().stream().map(d -> d.saveAt).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /** What is to be saved; counts as saved until {@link #saveAgain}. */
    List<DeviceCursor> snapshot() {
        for (Device device : all()) {
            device.saveAt = Instant.MAX;
            device.stored = true;
        }
        return all().stream().map(Device::snapshot).toList();
    }

    void saveAgain(Instant now) {
        for (Device device : all()) {
            device.stored = false;
            device.saveBy(now);
        }
    }
}
