package dev.repartee.language.entity;

import dev.repartee.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the names of people who introduce themselves ({@code my name is ...}): up to four words
 * that are written like a name after the words of an introduction. Others' names are for a trained
 * tagger.
 */
final class NameFinder {

    private static final int MAX_WORDS = 4;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** An introduction, and whether a name in small letters counts after it. */
    private record Intro(List<String> words, boolean telling) {}

    private static final List<Intro> INTROS =
            List.of(
                    new Intro(List.of("my", "name", "is"), true),
                    new Intro(List.of("name", "is"), false),
                    new Intro(List.of("i", "am"), false),
                    new Intro(List.of("i'm"), false),
                    new Intro(List.of("this", "is"), false),
                    new Intro(List.of("me", "llamo"), true),
                    new Intro(List.of("mi", "nombre", "es"), true),
                    new Intro(List.of("soy"), false),
                    new Intro(List.of("ich", "heisse"), true),
                    new Intro(List.of("mein", "name", "ist"), true),
                    new Intro(List.of("je", "m'appelle"), true),
                    new Intro(List.of("मेरा", "नाम"), true),
                    new Intro(List.of("mera", "naam"), true),
                    new Intro(List.of("mera", "nam"), true));
    private static final Set<String> ENDS =
            Set.of(
                    "and", "y", "und", "et", "है", "hai", "from", "de", "von", "at", "i", "is",
                    "not");
    private static final Set<String> PARTICLES =
            Set.of("van", "von", "de", "del", "la", "der", "den", "bin", "al", "el", "da", "dos");

    List<Span> find(String text, List<Token> tokens) {
        var found = new ArrayList<Span>();
        for (int i = 0; i < tokens.size(); i++) {
            for (Intro intro : INTROS) {
                if (startsWith(tokens, i, intro.words)) {
                    add(text, tokens, i + intro.words.size(), intro.telling, found);
                    break;
                }
            }
        }
        return found;
    }

    private static boolean startsWith(List<Token> tokens, int at, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).word().equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static void add(
            String text, List<Token> tokens, int from, boolean telling, List<Span> found) {
        int to = from;
        while (to < tokens.size()
                && to - from < MAX_WORDS
                && isName(text, tokens, from, to, telling)) {
            to++;
        }
        while (to > from && PARTICLES.contains(tokens.get(to - 1).word())) {
            to--;
        }
        if (to > from) {
            int start = tokens.get(from).start();
            int end = tokens.get(to - 1).end();
            String name = BLANKS.matcher(text.substring(start, end)).replaceAll(" ");
            found.add(new Span(EntityType.PERSON, name, start, end));
        }
    }

    private static boolean isName(
            String text, List<Token> tokens, int from, int at, boolean telling) {
        Token token = tokens.get(at);
        if (at > from && !isBlank(text, tokens.get(at - 1).end(), token.start())) {
            return false;
        }
        int first = text.codePointAt(token.start());
        boolean caseless =
                Character.isLetter(first)
                        && !Character.isLowerCase(first)
                        && !Character.isUpperCase(first);
        boolean particle = at > from && PARTICLES.contains(token.word());
        if (ENDS.contains(token.word()) && !particle || !Character.isLetter(first)) {
            return false;
        }
        return Character.isUpperCase(first) || particle || telling && (caseless || at == from);
    }

    private static boolean isBlank(String text, int from, int to) {
        return text.substring(from, to).isBlank();
    }
}
