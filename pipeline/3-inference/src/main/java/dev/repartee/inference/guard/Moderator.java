package dev.repartee.inference.guard;

import dev.repartee.language.safety.SafetyCategory;
import java.time.Duration;
import java.util.Map;

/** A model that judges texts. */
public interface Moderator {

    /** There is none. */
    Moderator NONE =
            new Moderator() {
                @Override
                public boolean available() {
                    return false;
                }

                @Override
                public Map<SafetyCategory, Double> judge(String text, Duration patience) {
                    return Map.of();
                }
            };

    /** Whether it may be asked at all. */
    boolean available();

    /**
     * The categories that it finds, with scores of 0 to 1; empty also when it does not answer in
     * time. Never throws because of the model.
     */
    Map<SafetyCategory, Double> judge(String text, Duration patience) throws InterruptedException;
}
