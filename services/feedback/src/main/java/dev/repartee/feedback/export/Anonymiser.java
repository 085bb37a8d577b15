package dev.repartee.feedback.export;

import dev.repartee.contract.content.Entity;
import dev.repartee.language.safety.PiiPolicy;
import dev.repartee.language.safety.SafetyFilter;
import dev.repartee.language.safety.SafetyPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes what can be told by its form out of texts: e-mail addresses, phone and card numbers,
 * secrets. It can not tell names and addresses that are written in prose.
 */
final class Anonymiser {

    private final SafetyFilter filter;

    /**
     * @param region of phone numbers without a country code, ISO 3166
     */
    Anonymiser(String region) {
        this.filter =
                new SafetyFilter(
                        new SafetyPolicy(
                                PiiPolicy.redactAll(region), true, Set.of(), "[withheld]"));
    }

    String text(String text) {
        return filter.check(text).text();
    }

    /**
     * Entities where they stand in the text that {@link #text} gave; those that were taken out of
     * it are left out.
     */
    static List<Entity> entities(List<Entity> entities, String redacted) {
        List<Entity> kept = new ArrayList<>();
        int from = 0;
        for (Entity entity : entities) {
            int at = entity.text().isEmpty() ? -1 : redacted.indexOf(entity.text(), from);
            if (at >= 0) {
                int end = at + entity.text().length();
                kept.add(new Entity(entity.type(), entity.text(), entity.normalized(), at, end));
                from = end;
            }
        }
        return kept;
    }
}
