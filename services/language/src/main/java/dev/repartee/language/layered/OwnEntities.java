package dev.repartee.language.layered;

import dev.repartee.contract.content.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Joins the entities that an assistant's examples taught with those that are known of themselves:
 * where both claim the same text, the taught one stands, with the known one's standard form.
 */
final class OwnEntities {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private OwnEntities() {}

    /**
     * Returns all in order of their position; none overlap.
     *
     * @param taught what examples taught, without a standard form
     * @param known what is known of itself in the same text
     * @param reader what is known of itself in a text of its own
     */
    static List<Entity> merge(
            List<Entity> taught, List<Entity> known, Function<String, List<Entity>> reader) {
        if (taught.isEmpty()) {
            return known;
        }
        List<Entity> merged = new ArrayList<>(taught.size() + known.size());
        taught.forEach(entity -> merged.add(normalized(entity, known, reader)));
        known.stream()
                .filter(entity -> taught.stream().noneMatch(other -> overlap(entity, other)))
                .forEach(merged::add);
        merged.sort(Comparator.comparingInt(Entity::start));
        return merged;
    }

    /**
     * What is known of exactly the same text tells the form ({@code 4} of {@code four}), or an
     * entity of the same type within it (an item of a tenant's list), else what is known of the
     * value read alone; else it is the value with single blanks.
     */
    private static Entity normalized(
            Entity entity, List<Entity> known, Function<String, List<Entity>> reader) {
        if (entity.normalized() != null) {
            return entity;
        }
        String form =
                form(known, other -> other.start() == entity.start() && other.end() == entity.end())
                        .or(() -> form(known, other -> isWithin(other, entity)))
                        .or(() -> form(reader.apply(entity.text()), read -> isWhole(read, entity)))
                        .orElseGet(() -> BLANKS.matcher(entity.text().strip()).replaceAll(" "));
        return new Entity(entity.type(), entity.text(), form, entity.start(), entity.end());
    }

    private static Optional<String> form(List<Entity> known, Predicate<Entity> fits) {
        return known.stream()
                .filter(fits)
                .map(Entity::normalized)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static boolean isWithin(Entity known, Entity taught) {
        return known.type().equals(taught.type())
                && known.start() >= taught.start()
                && known.end() <= taught.end();
    }

    private static boolean isWhole(Entity read, Entity taught) {
        return read.start() == 0 && read.end() == taught.text().length();
    }

    private static boolean overlap(Entity one, Entity other) {
        return one.start() < other.end() && other.start() < one.end();
    }
}
