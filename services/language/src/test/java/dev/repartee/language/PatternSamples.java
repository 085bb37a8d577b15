package dev.repartee.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Texts that a regular expression finds something in, always the same ones, made from the
 * expression itself: each of its alternatives is in some of them, and, where case doesn't matter,
 * so are the odd letters that count as Latin ones. Knows what the expressions of this module are
 * made of, and no more.
 */
public final class PatternSamples {

    private static final int TEXTS = 5_000;
    private static final String QUANTIFIERS = "?*+{";
    private static final List<String> CHARACTERS =
            IntStream.concat(IntStream.range(' ', 0x180), IntStream.of('\t', '\n'))
                    .mapToObj(Character::toString)
                    .toList();
    private static final Map<Character, String> ODD =
            Map.of('s', "Sſ", 'i', "Iıİ", 'k', "K\u212A", 'ß', "ẞ");

    private final Pattern pattern;
    private final String regex;
    private final boolean anyCase;
    private final Random random = new Random(7);
    private final Map<String, List<String>> classes = new HashMap<>();

    /** Where the alternatives begin that were chosen for the text at hand. */
    private final Set<Integer> chosen = new HashSet<>();

    /** Where all alternatives begin that were ever seen. */
    private final Set<Integer> all = new HashSet<>();

    private final List<String> captured = new ArrayList<>();

    private PatternSamples(Pattern pattern) {
        this.pattern = pattern;
        this.regex = pattern.pattern();
        this.anyCase = (pattern.flags() & Pattern.CASE_INSENSITIVE) != 0;
    }

    /** Shows texts in which the pattern finds something. */
    public static void each(Pattern pattern, Consumer<String> visitor) {
        new PatternSamples(pattern).run(visitor);
    }

    private void run(Consumer<String> visitor) {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < TEXTS; i++) {
            chosen.clear();
            captured.clear();
            String text = anyCase ? inAnyCase(group(0, regex.length())) : group(0, regex.length());
            if (pattern.matcher(text).find()) {
                found.addAll(chosen);
                visitor.accept(text);
            }
        }
        assertThat(found).as("alternatives that were found, of " + regex).isEqualTo(all);
    }

    private String inAnyCase(String text) {
        if (random.nextBoolean()) {
            return text;
        }
        StringBuilder other = new StringBuilder();
        for (char c : text.toCharArray()) {
            String odd = ODD.getOrDefault(c, Character.toString(Character.toUpperCase(c)));
            other.append(random.nextInt(4) == 0 ? odd.charAt(random.nextInt(odd.length())) : c);
        }
        return other.toString();
    }

    /** One of the alternatives between two places of the expression. */
    private String group(int from, int to) {
        List<Integer> starts = new ArrayList<>(List.of(from));
        for (int at = from; at < to; at = regex.charAt(at) == '|' ? at + 1 : atomEnd(at)) {
            if (regex.charAt(at) == '|') {
                starts.add(at + 1);
            }
        }
        all.addAll(starts);
        int pick = random.nextInt(starts.size());
        chosen.add(starts.get(pick));
        return sequence(starts.get(pick), pick + 1 < starts.size() ? starts.get(pick + 1) - 1 : to);
    }

    private String sequence(int from, int to) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < to) {
            int end = atomEnd(at);
            int quantified = quantifierEnd(end, to);
            for (int n = repetitions(regex.substring(end, quantified)); n > 0; n--) {
                text.append(atom(at, end));
            }
            at = quantified;
        }
        return text.toString();
    }

    private String atom(int at, int end) {
        String atom = regex.substring(at, end);
        if (atom.startsWith("(?=") || atom.startsWith("(?!") || atom.startsWith("(?<")) {
            return "";
        }
        if (atom.startsWith("(?:")) {
            return group(at + 3, end - 1);
        }
        if (atom.startsWith("(")) {
            captured.add(group(at + 1, end - 1));
            return captured.getLast();
        }
        if (atom.equals("\\b")) {
            return "";
        }
        if (atom.matches("\\\\\\d")) {
            return captured.get(atom.charAt(1) - '1');
        }
        boolean several = atom.length() > 1 || atom.equals(".");
        return several ? oneOf(atom) : atom;
    }

    private String oneOf(String set) {
        List<String> members =
                classes.computeIfAbsent(
                        set, s -> CHARACTERS.stream().filter(c -> c.matches(s)).toList());
        return members.get(random.nextInt(members.size()));
    }

    private int atomEnd(int at) {
        return switch (regex.charAt(at)) {
            case '\\' -> regex.startsWith("\\p{", at) ? regex.indexOf('}', at) + 1 : at + 2;
            case '[' -> closing(at, ']');
            case '(' -> closing(at, ')');
            default -> at + 1;
        };
    }

    private int closing(int open, char close) {
        int at = open + 1;
        while (regex.charAt(at) != close) {
            boolean atom = close == ')' || regex.charAt(at) == '\\';
            at = atom ? atomEnd(at) : at + 1;
        }
        return at + 1;
    }

    private int quantifierEnd(int at, int to) {
        if (at >= to || QUANTIFIERS.indexOf(regex.charAt(at)) < 0) {
            return at;
        }
        int end = regex.charAt(at) == '{' ? regex.indexOf('}', at) + 1 : at + 1;
        return end < to && "?+".indexOf(regex.charAt(end)) >= 0 ? end + 1 : end;
    }

    private int repetitions(String quantifier) {
        if (quantifier.isEmpty()) {
            return 1;
        }
        if (quantifier.charAt(0) != '{') {
            return (quantifier.charAt(0) == '+' ? 1 : 0) + random.nextInt(2);
        }
        String[] counts = quantifier.substring(1, quantifier.indexOf('}')).split(",");
        int least = Integer.parseInt(counts[0]);
        int most = Integer.parseInt(counts[counts.length - 1]);
        return least + random.nextInt(Math.min(3, most - least) + 1);
    }
}
