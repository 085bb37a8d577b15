package dev.repartee.language.entity;

import dev.repartee.language.entity.Lexicon.Section;
import dev.repartee.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbers of orders, invoices, tickets and parcels: a code of 4 to 32 letters, digits and
 * dashes with at least three digits, that follows {@code #}, or a word such as {@code order} with
 * at most three fillers between. Without {@code #}, fewer than five bare digits are a number of
 * things.
 */
final class OrderNumberFinder {

    private static final int MAX_FILLERS = 3;
    private static final int MIN_LENGTH = 4;
    private static final int MAX_LENGTH = 32;
    private static final int MIN_DIGITS = 3;
    private static final int MIN_BARE_DIGITS = 5;

    private final Lexicon lexicon;

    OrderNumberFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Span> find(String text, List<Token> tokens) {
        var found = new ArrayList<Span>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Span span = null;
            if (token.start() > 0 && text.charAt(token.start() - 1) == '#') {
                span = code(text, token.start());
            } else if (lexicon.has(Section.ORDER, token.word())) {
                span = after(text, tokens, i);
            }
            if (span != null && (found.isEmpty() || span.start() >= found.getLast().end())) {
                found.add(span);
            }
        }
        return found;
    }

    private @Nullable Span after(String text, List<Token> tokens, int keyword) {
        int last = Math.min(tokens.size() - 1, keyword + 1 + MAX_FILLERS);
        for (int i = keyword + 1; i <= last; i++) {
            Span span = code(text, tokens.get(i).start());
            if (span != null) {
                boolean few =
                        span.length() < MIN_BARE_DIGITS && text.charAt(span.start() - 1) != '#';
                return few
                                && text.substring(span.start(), span.end())
                                        .chars()
                                        .allMatch(Character::isDigit)
                        ? null
                        : span;
            }
            if (!lexicon.has(Section.FILLER, tokens.get(i).word())) {
                return null;
            }
        }
        return null;
    }

    private static @Nullable Span code(String text, int start) {
        int end = start;
        int digits = 0;
        while (end < text.length() && end - start <= MAX_LENGTH && isCodePart(text, end)) {
            digits += Character.isDigit(text.charAt(end)) ? 1 : 0;
            end++;
        }
        int length = end - start;
        return length >= MIN_LENGTH && length <= MAX_LENGTH && digits >= MIN_DIGITS
                ? new Span(
                        EntityType.ORDER_NUMBER,
                        text.substring(start, end).toUpperCase(Locale.ROOT),
                        start,
                        end)
                : null;
    }

    private static boolean isCodePart(String text, int at) {
        char c = text.charAt(at);
        boolean joins =
                (c == '-' || c == '/')
                        && at + 1 < text.length()
                        && Character.isLetterOrDigit(text.charAt(at + 1));
        return joins || Character.isLetterOrDigit(c);
    }
}
