package dev.repartee.app.command;

import dev.repartee.app.node.EngineAccess;
import dev.repartee.audit.operations.DeadLetter;
import dev.repartee.audit.operations.DeadLetterFilter;
import dev.repartee.audit.operations.DeadLetters;
import dev.repartee.contract.Coordinates;
import dev.repartee.contract.ErrorCode;
import dev.repartee.contract.ReparteeException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What stages gave up: look, send again, or give up for good. */
@Command(
        name = "dlq",
        description = "Inspect, replay or drop dead letters.",
        mixinStandardHelpOptions = true)
public final class DeadLetterCommand {

    @Mixin private Place place = new Place();

    /** Which letters. */
    static final class Selection {

        @Option(names = "--topic", description = "read from this topic")
        private @Nullable String topic;

        @Option(names = "--cause", description = "given up for this error code")
        private @Nullable String cause;

        @Option(names = "--id", description = "of this requestId")
        private @Nullable String requestId;

        @Option(names = "--older-than", description = "given up before: a time or an age")
        private @Nullable String olderThan;

        @Option(names = "--younger-than", description = "given up after: a time or an age")
        private @Nullable String youngerThan;

        DeadLetterFilter filter(boolean settled) {
            Instant now = Instant.now();
            return new DeadLetterFilter(
                    topic,
                    cause,
                    requestId,
                    Moment.parse(youngerThan, now),
                    Moment.parse(olderThan, now),
                    settled);
        }
    }

    /** A command on letters that are at hand. */
    private interface Action {
        Map<Coordinates, DeadLetters.Outcome> on(DeadLetters letters, List<DeadLetter> wanted);
    }

    @Command(
            name = "list",
            description = "List them, the oldest first.",
            mixinStandardHelpOptions = true)
    int list(
            @ArgGroup(exclusive = false) @Nullable Selection selection,
            @Option(names = "--all", description = "also those replayed or dropped") boolean all) {
        DeadLetterFilter filter =
                selection == null ? new Selection().filter(all) : selection.filter(all);
        try (EngineAccess engines = place.engines(place.settings());
                DeadLetters letters = new DeadLetters(engines.kafka(), Clock.systemUTC())) {
            List<DeadLetter> found = letters.list(filter);
            found.forEach(letter -> System.out.println(line(letter)));
            System.out.println(found.size() + " dead letter(s)");
            return 0;
        }
    }

    @Command(
            name = "show",
            description = "Show one, with its bytes.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "LETTER") String name) {
        try (EngineAccess engines = place.engines(place.settings());
                DeadLetters letters = new DeadLetters(engines.kafka(), Clock.systemUTC())) {
            DeadLetter letter = find(letters, name);
            System.out.println(line(letter));
            System.out.println("detail   " + letter.detail());
            System.out.println("source   " + letter.source());
            System.out.println("origin   " + letter.origin());
            System.out.println("attempts " + letter.attempts());
            byte[] value = letter.record().value();
            System.out.println(
                    value == null ? "(no value)" : new String(value, StandardCharsets.UTF_8));
            return 0;
        }
    }

    @Command(
            name = "replay",
            description = "Send them again to the group that gave them up; safe to repeat.",
            mixinStandardHelpOptions = true)
    int replay(@Mixin TargetOptions target) {
        return act(target, DeadLetters::replay);
    }

    @Command(name = "drop", description = "Give them up for good.", mixinStandardHelpOptions = true)
    int drop(@Mixin TargetOptions target) {
        return act(target, DeadLetters::drop);
    }

    /** Names, or a selection that is said to be meant as a whole. */
    static final class TargetOptions {

        @Parameters(
                paramLabel = "LETTER",
                description = "names, as 'list' shows them",
                arity = "0..*")
        private List<String> names = List.of();

        @ArgGroup(exclusive = false)
        private @Nullable Selection selection;

        @Option(names = "--all", description = "all that wait")
        private boolean all;
    }

    private int act(TargetOptions target, Action action) {
        try (EngineAccess engines = place.engines(place.settings());
                DeadLetters letters = new DeadLetters(engines.kafka(), Clock.systemUTC())) {
            List<DeadLetter> wanted = wanted(letters, target);
            action.on(letters, wanted)
                    .forEach(
                            (name, outcome) ->
                                    System.out.println(
                                            name + " " + outcome.name().toLowerCase(Locale.ROOT)));
            System.out.println(wanted.size() + " dead letter(s)");
            return 0;
        }
    }

    private static List<DeadLetter> wanted(DeadLetters letters, TargetOptions target) {
        if (!target.names.isEmpty()) {
            return target.names.stream().map(name -> find(letters, name)).toList();
        }
        if (target.selection == null && !target.all) {
            throw new ReparteeException(
                    ErrorCode.INVALID_FIELD,
                    "name letters, select some (--topic, --cause, --id, --older-than), or say --all");
        }
        return letters.list(
                target.selection == null
                        ? DeadLetterFilter.WAITING
                        : target.selection.filter(false));
    }

    private static DeadLetter find(DeadLetters letters, String name) {
        return letters.find(Coordinates.parse(name))
                .orElseThrow(
                        () ->
                                new ReparteeException(
                                        ErrorCode.NOT_FOUND, "there is no dead letter " + name));
    }

    private static String line(DeadLetter letter) {
        return "%-32s %s  %-9s %-22s %s %s%s"
                .formatted(
                        letter.coordinates(),
                        letter.at(),
                        letter.group(),
                        letter.cause(),
                        letter.user(),
                        letter.requestId(),
                        letter.settled() == null
                                ? ""
                                : "  " + letter.settled().name().toLowerCase(Locale.ROOT));
    }
}
