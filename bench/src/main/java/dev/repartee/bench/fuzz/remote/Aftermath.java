package dev.repartee.bench.fuzz.remote;

import dev.repartee.bench.api.Api;
import dev.repartee.bench.fuzz.guide.Faults;
import dev.repartee.bench.fuzz.guide.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a system after a siege: at what its process holds, at its log, at what became of the
 * messages, and at the victim's data. What is not as it should be becomes a finding.
 */
final class Aftermath {

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final int USERS = 120;

    private final TwoTenants system;
    private final Faults faults;

    Aftermath(TwoTenants system, Faults faults) {
        this.system = system;
        this.faults = faults;
    }

    /** Waits until the process holds no more than before; returns what it holds. */
    Footprint settled(Footprint before) {
        Footprint[] now = {system.footprint()};
        boolean back =
                Patience.until(
                        SETTLED,
                        () -> {
                            if (now[0].grownSince(before).isEmpty()) {
                                return true;
                            }
                            Patience.pause(TICK);
                            now[0] = system.footprint();
                            return now[0].grownSince(before).isEmpty();
                        });
        if (!back) {
            Optional<String> grown = now[0].grownSince(before);
            found("leak: " + grown.orElse(""), "");
        }
        return now[0];
    }

    /**
     * The process lives, the victim's data is as it was, and nothing bad was logged.
     *
     * @param logBefore what was logged before the siege
     * @return what is logged by now
     */
    String unharmed(String logBefore) {
        if (!system.alive()) {
            found("the process ended", "");
            return logBefore;
        }
        system.intact().ifPresent(gone -> found("the victim's data", gone));
        String log = system.log();
        LogWatch.faults(log.substring(Math.min(log.length(), logBefore.length())))
                .forEach(
                        (line, times) ->
                                faults.add(
                                        new Finding(
                                                "logged: " + line,
                                                times + " times",
                                                line.getBytes(StandardCharsets.UTF_8))));
        return log;
    }

    /** What clients send must never end as a dead letter: that would be a message not answered. */
    void parkedNothing(DeadLetterLog deadLetters) {
        for (List<DeadLetterLog.Letter> letters = deadLetters.next();
                !letters.isEmpty();
                letters = deadLetters.next()) {
            for (DeadLetterLog.Letter letter : letters) {
                found(
                        "parked by %s: %s, %s"
                                .formatted(letter.group(), letter.cause(), letter.detail()),
                        letter.coordinates());
            }
        }
    }

    /** Users on every partition get their replies. */
    void everybodyIsServed() {
        system.restore();
        Api api = system.attacker();
        Patience.until(SETTLED, () -> api.get("/api/v1/models").body().contains("velo-verde"));
        String run = "after-" + System.nanoTime();
        for (int i = 0; i < USERS; i++) {
            Api.Reply reply =
                    api.post(
                            "/api/v1/messages",
                            "{\"userId\":\"late-%d\",\"requestId\":\"%s\",\"text\":\"hello\",\"assistantId\":\"velo-verde\"}"
                                    .formatted(i, run));
            if (reply.status() != 202) {
                found("not accepted afterwards", reply.toString());
            }
        }
        for (int i = 0; i < USERS; i++) {
            String path = "/api/v1/messages/" + run + "?userId=late-" + i;
            if (!Patience.until(SETTLED, () -> api.get(path).body().contains("\"replied\""))) {
                found("not replied to afterwards", api.get(path).toString());
                return;
            }
        }
    }

    private void found(String kind, String detail) {
        faults.add(new Finding(kind, detail, new byte[0]));
    }
}
