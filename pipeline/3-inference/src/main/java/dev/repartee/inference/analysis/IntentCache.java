package dev.repartee.inference.analysis;

import dev.repartee.contract.content.Intent;
import dev.repartee.contract.event.ReplyCacheKey;
import dev.repartee.language.layered.Remark;
import dev.repartee.redis.RedisLink;
import dev.repartee.redis.RedisRound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Remembers in Redis what a model said, under {@code
 * intent:{tenant}:{assistant}:{version}:{asked}:{hash}}. Of the message only a fingerprint is kept.
 * Best effort: without Redis nothing is remembered.
 */
final class IntentCache {

    private final RedisLink redis;
    private final Duration remember;

    IntentCache(RedisLink redis, Duration remember) {
        this.redis = redis;
        this.remember = remember;
    }

    /**
     * What was said before about the same words; an intent that is no longer on the list is
     * forgotten.
     */
    Optional<IntentAnswer.Said> recall(
            Remark remark, String version, String asked, List<String> intents) {
        String key = key(remark, version, asked);
        RedisRound round = redis.round();
        RedisRound.Answer<byte[]> answer = round.add(c -> c.get(key));
        round.run();
        return answer.value()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .flatMap(text -> parse(text, intents));
    }

    void keep(Remark remark, String version, String asked, IntentAnswer.Said said) {
        String key = key(remark, version, asked);
        byte[] value =
                said.intent()
                        .map(intent -> intent.name() + "\n" + intent.confidence())
                        .orElse(IntentAnswer.NONE)
                        .getBytes(StandardCharsets.UTF_8);
        redis.call(c -> c.psetex(key, remember.toMillis(), value));
    }

    private static Optional<IntentAnswer.Said> parse(String text, List<String> intents) {
        if (text.equals(IntentAnswer.NONE)) {
            return Optional.of(new IntentAnswer.Said(Optional.empty()));
        }
        int line = text.lastIndexOf('\n');
        if (line < 0 || !intents.contains(text.substring(0, line))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new IntentAnswer.Said(
                            Optional.of(
                                    new Intent(
                                            text.substring(0, line),
                                            Double.parseDouble(text.substring(line + 1))))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String key(Remark remark, String version, String asked) {
        return "intent:"
                + remark.tenant()
                + ":"
                + (remark.assistant() == null ? "" : remark.assistant())
                + ":"
                + version
                + ":"
                + asked
                + ":"
                + ReplyCacheKey.hashOf(remark.text());
    }
}
