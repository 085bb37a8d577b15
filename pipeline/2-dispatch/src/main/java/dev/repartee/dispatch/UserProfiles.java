package dev.repartee.dispatch;

import dev.repartee.contract.UserKey;
import dev.repartee.redis.RedisRound;
import dev.repartee.redis.RedisRound.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the tenant told about a user, kept in the Redis hash {@code profile:{tenant}:{user}}: a
 * name, a plan. Absent while Redis is gone. Bounded, because it travels with each message.
 */
final class UserProfiles {

    private static final int MOST_FIELDS = 16;
    private static final int LONGEST_FIELD = 128;

    /** Asks for the user's profile; it is there once the round has run. */
    Supplier<Map<String, String>> ask(RedisRound round, UserKey user) {
        String key = "profile:" + user;
        Answer<Map<String, byte[]>> fields = round.add(redis -> redis.hgetall(key));
        return () -> fields.value().map(UserProfiles::bounded).orElseGet(Map::of);
    }

    private static Map<String, String> bounded(Map<String, byte[]> fields) {
        TreeMap<String, String> profile = new TreeMap<>();
        fields.forEach(
                (name, value) -> {
                    if (name.length() <= LONGEST_FIELD && value.length <= LONGEST_FIELD) {
                        profile.put(name, new String(value, StandardCharsets.UTF_8));
                    }
                });
        while (profile.size() > MOST_FIELDS) {
            profile.pollLastEntry();
        }
        return profile;
    }
}
