package dev.repartee.language.safety.injection;

import dev.repartee.language.safety.injection.Suspicion.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks for phrases letter by letter, where there are no words to go by. */
final class PhraseIndex {

    /** Fewer single letters in a row are initials or a size. */
    private static final int SPACED_AT_LEAST = 8;

    /** Thai, the first of them, begins here. */
    private static final char FIRST_WITHOUT_SPACES = 0x0E00;

    private final Map<String, String> script = new LinkedHashMap<>();
    private final Map<String, String> spaced = new LinkedHashMap<>();

    /** A text without spaces and signs, and where its letters come from. */
    private record Squeezed(String text, int[] map) {}

    PhraseIndex(String resource) {
        try (InputStream in = PhraseIndex.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + resource);
            }
            read(
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(List<String> lines) {
        Map<String, String> section = script;
        String technique = "";
        for (String line : lines) {
            if (line.startsWith("[")) {
                String[] head = line.substring(1, line.indexOf(']')).split(" ");
                section = head[0].equals("SPACED") ? spaced : script;
                technique = head[1].toLowerCase(Locale.ROOT);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                for (String phrase : line.strip().split("\\s+")) {
                    section.put(phrase, technique);
                }
            }
        }
    }

    List<Finding> find(View view) {
        List<Finding> found = new ArrayList<>();
        String text = view.text();
        if (hasScriptWithoutSpaces(text)) {
            look(squeezed(text, 0, text.length()), script, view, view.wrapping(), found);
        }
        for (int at = 0; at < text.length(); ) {
            int end = runOfSingles(text, at);
            if (end > at) {
                look(squeezed(text, at, end), spaced, view, "spaced", found);
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    private static boolean hasScriptWithoutSpaces(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_WITHOUT_SPACES) {
                return true;
            }
        }
        return false;
    }

    /** Where a run of letters that all stand alone ends; the start itself when there is none. */
    private static int runOfSingles(String text, int start) {
        if (!Character.isLetterOrDigit(text.charAt(start))
                || start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
            return start;
        }
        int singles = 0;
        int end = start;
        for (int at = start; at < text.length(); ) {
            boolean alone =
                    Character.isLetterOrDigit(text.charAt(at))
                            && (at + 1 == text.length()
                                    || !Character.isLetterOrDigit(text.charAt(at + 1)));
            if (!alone) {
                break;
            }
            singles++;
            end = at + 1;
            at++;
            while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
        }
        return singles >= SPACED_AT_LEAST ? end : start;
    }

    private static Squeezed squeezed(String text, int from, int to) {
        StringBuilder letters = new StringBuilder(to - from);
        int[] map = new int[to - from];
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)
                    || Character.getType(c) == Character.NON_SPACING_MARK) {
                map[letters.length()] = i;
                letters.append(Character.toLowerCase(c));
            }
        }
        return new Squeezed(letters.toString(), map);
    }

    private static void look(
            Squeezed in,
            Map<String, String> phrases,
            View view,
            String wrapping,
            List<Finding> to) {
        phrases.forEach(
                (phrase, technique) -> {
                    int at = in.text().indexOf(phrase);
                    if (at >= 0) {
                        to.add(
                                new Finding(
                                        technique,
                                        wrapping,
                                        view.original(in.map()[at]),
                                        view.original(in.map()[at + phrase.length() - 1]) + 1));
                    }
                });
    }
}
