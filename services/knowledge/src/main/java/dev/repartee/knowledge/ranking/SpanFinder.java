package dev.repartee.knowledge.ranking;

import dev.repartee.knowledge.ranking.Question.WeightedTerm;
import dev.repartee.knowledge.text.CommonWords;
import dev.repartee.knowledge.text.Sentences.Span;
import dev.repartee.knowledge.text.TextAnalysis;
import dev.repartee.knowledge.text.TextAnalysis.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words of a sentence that are of the kind that a question asks for. */
public final class SpanFinder {

    private static final String MONTH =
            "(?:jan(?:uary|uar|\\.)?|feb(?:ruary|ruar|\\.)?|mar(?:ch|\\.)|märz|apr(?:il|\\.)?|may|mai|june?|juni|july?|juli|aug(?:ust|\\.)?"
                    + "|sep(?:t\\.|tember)?|o[ck]t(?:ober|\\.)?|nov(?:ember|\\.)?|de[cz](?:ember|\\.)?|enero|febrero|marzo|abril|mayo|junio|julio"
                    + "|agosto|septiembre|octubre|noviembre|diciembre)";
    private static final Pattern DATE =
            Pattern.compile(
                    "(?:\\b\\d{1,2}(?:st|nd|rd|th|\\.)?\\s(?:de\\s)?)?\\b"
                            + MONTH
                            + "\\b(?:\\s(?:de\\s)?\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\d))?(?:,?\\s(?:de\\s)?\\d{3,4}\\b)?"
                            + "|\\b(?:1\\d{3}|20\\d{2})s?\\b(?:\\s?[–-]\\s?\\d{2,4}\\b)?"
                            + "|\\b\\d{1,2}(?::\\d{2})\\b(?:\\s?[ap]\\.?m\\.?)?|\\b\\d{1,2}\\s?(?:[ap]m|Uhr)\\b"
                            + "|\\b\\d{1,2}(?:st|nd|rd|th)\\scentury\\b",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[$€£¥₹]?\\s?\\b\\d[\\d.,  ]*(?:\\b|(?<=\\d))\\s?(?:%|percent\\b|Prozent\\b|por"
                            + " ciento\\b|million(?:s|en)?\\b|billion(?:s)?\\b"
                            + "|millones\\b|Milliarden\\b|Mio\\.|euros?\\b|dollars?\\b|Euro\\b|€|\\$)?"
                            + "|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand"
                            + "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|hundert|tausend"
                            + "|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|cien|mil)\\b",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NAME =
            Pattern.compile(
                    "\\p{Lu}[\\p{L}\\p{M}\\p{N}'’.-]*+(?:\\s(?:(?:of|the|de|del|la|von|van|der|and|&)\\s){0,2}\\p{Lu}[\\p{L}\\p{M}\\p{N}'’.-]*+){0,6}");

    private SpanFinder() {}

    /**
     * Finds the best span: the one nearest to the words of the question.
     *
     * @return empty when there is none of that kind
     */
    public static Optional<Span> find(
            AnswerKind kind, Question question, String text, Span sentence) {
        List<Span> candidates = candidates(kind, question, text, sentence);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> places = places(question, text, sentence);
        Span best = candidates.getFirst();
        double bestDistance = Double.MAX_VALUE;
        for (Span candidate : candidates) {
            double distance = 0;
            for (int place : places) {
                int middle = (candidate.start() + candidate.end()) / 2;
                distance += Math.min(60, Math.abs(place - middle));
            }
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return Optional.of(best);
    }

    private static List<Span> candidates(
            AnswerKind kind, Question question, String text, Span sentence) {
        return switch (kind) {
            case WHEN -> matching(DATE, kind, question, text, sentence);
            case HOW_MANY -> matching(NUMBER, kind, question, text, sentence);
            case WHO, WHERE -> matching(NAME, kind, question, text, sentence);
            case OTHER -> Phrases.of(question, text, sentence);
        };
    }

    private static List<Span> matching(
            Pattern pattern, AnswerKind kind, Question question, String text, Span sentence) {
        List<Span> found = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        question.terms().forEach(term -> asked.add(term.term()));
        Matcher matcher = pattern.matcher(text).region(sentence.start(), sentence.end());
        while (matcher.find()) {
            Span span = trimmed(text, matcher.start(), matcher.end());
            boolean says = span.end() > span.start() && !isOf(question, asked, text, span);
            boolean opens =
                    kind == AnswerKind.WHO
                            && span.start() == sentence.start()
                            && isCommon(question, text, span);
            if (says && !opens) {
                found.add(span);
            }
        }
        return found;
    }

    /** Whether all of a span's terms stand in the question, so that it answers nothing. */
    private static boolean isOf(Question question, Set<String> asked, String text, Span span) {
        List<Term> terms =
                TextAnalysis.terms(question.language(), text.substring(span.start(), span.end()));
        return terms.stream()
                .allMatch(
                        term ->
                                asked.contains(term.term())
                                        || CommonWords.has(question.language(), term.word()));
    }

    /** A single word at the start of a sentence has its capital from there. */
    private static boolean isCommon(Question question, String text, Span span) {
        String word = text.substring(span.start(), span.end());
        return word.indexOf(' ') < 0 && CommonWords.has(question.language(), word);
    }

    private static List<Integer> places(Question question, String text, Span sentence) {
        List<Integer> places = new ArrayList<>();
        String part = text.substring(sentence.start(), sentence.end());
        for (TextAnalysis.Token token : TextAnalysis.tokens(question.language(), part)) {
            for (WeightedTerm term : question.terms()) {
                if (term.presentIn(Set.of(token.term())) > 0) {
                    places.add(sentence.start() + token.start());
                }
            }
        }
        return places;
    }

    private static Span trimmed(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && " .,;\u00A0'’-".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return new Span(from, to);
    }
}
