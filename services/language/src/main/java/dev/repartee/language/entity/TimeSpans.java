package dev.repartee.language.entity;

import dev.repartee.language.number.NumbersInText;
import dev.repartee.language.temporal.Temporal;
import dev.repartee.language.temporal.TemporalFinder;
import dev.repartee.language.token.Token;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Finds times as entities. */
final class TimeSpans {

    private final TemporalFinder finder;

    TimeSpans(String region) {
        this.finder = new TemporalFinder(region);
    }

    List<Span> find(
            String text,
            List<Token> tokens,
            NumbersInText numbers,
            String language,
            ZonedDateTime at) {
        List<Span> spans = new ArrayList<>();
        for (Temporal found : finder.find(text, tokens, numbers, language, at)) {
            spans.add(new Span(type(found.kind()), found.iso(), found.start(), end(text, found)));
        }
        return spans;
    }

    /** The dot of {@code p.m.} belongs to it. */
    private static int end(String text, Temporal found) {
        int end = found.end();
        boolean abbreviated =
                end >= 3
                        && end < text.length()
                        && text.charAt(end) == '.'
                        && text.charAt(end - 2) == '.'
                        && Character.toLowerCase(text.charAt(end - 1)) == 'm';
        return abbreviated ? end + 1 : end;
    }

    private static EntityType type(Temporal.Kind kind) {
        return switch (kind) {
            case DATE -> EntityType.DATE;
            case TIME -> EntityType.TIME;
            case DATETIME -> EntityType.DATETIME;
            case DURATION -> EntityType.DURATION;
            case INTERVAL -> EntityType.INTERVAL;
        };
    }
}
