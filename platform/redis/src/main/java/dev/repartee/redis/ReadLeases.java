package dev.repartee.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reads the entries of a lease table that were renewed in time, and removes the others. */
final class ReadLeases {

    private static final Script SCRIPT =
            new Script(
                    """
                    local now = redis.call('TIME')
                    local oldest = now[1] * 1000 + math.floor(now[2] / 1000) - tonumber(ARGV[1])
                    local entries = redis.call('HGETALL', KEYS[1])
                    local live = {}
                    for i = 1, #entries, 2 do
                        local bar = string.find(entries[i + 1], '|', 1, true)
                        local at = bar and tonumber(string.sub(entries[i + 1], 1, bar - 1))
                        if at and at >= oldest then
                            live[#live + 1] = entries[i]
                            live[#live + 1] = string.sub(entries[i + 1], bar + 1)
                        else
                            redis.call('HDEL', KEYS[1], entries[i])
                        end
                    end
                    return live
                    """);

    private ReadLeases() {}

    /** Entry to value. */
    static CompletableFuture<Map<String, byte[]>> run(
            RedisLink link, String key, Duration timeToLive) {
        return SCRIPT.run(
                        link,
                        key,
                        Long.toString(timeToLive.toMillis()).getBytes(StandardCharsets.US_ASCII))
                .thenApply(ReadLeases::pairs);
    }

    private static Map<String, byte[]> pairs(List<byte[]> flat) {
        Map<String, byte[]> pairs = LinkedHashMap.newLinkedHashMap(flat.size() / 2);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            pairs.put(new String(flat.get(i), StandardCharsets.UTF_8), flat.get(i + 1));
        }
        return pairs;
    }
}
