package dev.repartee.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes entries of lease tables and stamps them with the server's clock, so that clocks of
 * processes need not agree.
 *
 * <p>A table that can't be written does not keep the others of its batch from being renewed. The
 * tables of a batch are keys of one script, so they have to live on one server: a Redis Cluster
 * would refuse those of several slots, and the link speaks to none.
 */
final class RenewLease {

    private static final Script SCRIPT =
            new Script(
                    """
                    local now = redis.call('TIME')
                    local millis = now[1] * 1000 + math.floor(now[2] / 1000)
                    local stamp = string.format('%.0f', millis) .. '|'
                    local failed = nil
                    for i, key in ipairs(KEYS) do
                        local written = redis.pcall('HSET', key, ARGV[2 * i], stamp .. ARGV[2 * i + 1])
                        if type(written) == 'table' and written.err then
                            failed = written
                        else
                            redis.call('PEXPIRE', key, ARGV[1])
                        end
                    end
                    return failed or {}
                    """);

    private RenewLease() {}

    /** An entry of the table under the key. */
    record Lease(String key, String entry, byte[] value) {}

    /** Fails when one could not be written; all that could be written are. */
    static CompletableFuture<Void> run(RedisLink link, List<Lease> leases, Duration timeToLive) {
        String[] keys = new String[leases.size()];
        byte[][] arguments = new byte[2 * leases.size() + 1][];
        arguments[0] = Long.toString(timeToLive.toMillis()).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < keys.length; i++) {
            Lease lease = leases.get(i);
            keys[i] = lease.key();
            arguments[2 * i + 1] = lease.entry().getBytes(StandardCharsets.UTF_8);
            arguments[2 * i + 2] = lease.value();
        }
        return SCRIPT.run(link, keys, arguments).thenApply(nothing -> null);
    }
}
