package dev.repartee.language.entity;

import dev.repartee.language.entity.Lexicon.Section;
import dev.repartee.language.number.NumberWords.Reading;
import dev.repartee.language.number.NumbersInText;
import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import dev.repartee.language.token.Tokens;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds amounts of money, quantities and bare numbers, in digits or in words. {@code $} alone is
 * taken for US dollars, {@code ¥} for yen.
 */
final class AmountFinder {

    private static final String SYMBOLS = "€$£₹¥₽₺₩";
    private static final List<String> SIGNS_OF_DOLLARS =
            List.of("US$", "R$", "C$", "CA$", "A$", "AU$", "MX$");

    private final Lexicon lexicon;

    AmountFinder(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Span> find(String text, List<Token> tokens, NumbersInText numbers, String language) {
        var scan = new Scan(text, tokens);
        var found = new ArrayList<Span>();
        for (Numeral numeral : Numeral.find(text, language)) {
            found.add(scan.classify(numeral, true));
        }
        int at = 0;
        while (at < tokens.size()) {
            Reading reading =
                    Character.isDigit(tokens.get(at).word().charAt(0)) ? null : numbers.at(at);
            if (reading == null) {
                at++;
            } else {
                inWords(scan, tokens, at, reading).ifPresent(found::add);
                at = reading.end();
            }
        }
        return found;
    }

    /** One is an article in most languages, so it counts only with a unit or a currency. */
    private static Optional<Span> inWords(
            Scan scan, List<Token> tokens, int from, Reading reading) {
        var numeral =
                new Numeral(
                        reading.value(),
                        tokens.get(from).start(),
                        tokens.get(reading.end() - 1).end());
        return Optional.of(scan.classify(numeral, false))
                .filter(span -> span.type() != EntityType.NUMBER || !"1".equals(span.normalized()));
    }

    /** One text under examination. */
    private final class Scan {

        private final String text;
        private final List<Token> tokens;

        Scan(String text, List<Token> tokens) {
            this.text = text;
            this.tokens = tokens;
        }

        Span classify(Numeral bare, boolean inDigits) {
            Numeral numeral = magnified(bare);
            Span before = inDigits ? currencyBefore(numeral) : null;
            if (before != null) {
                return before;
            }
            String next = wordAt(skipBlank(numeral.end()));
            int end = skipBlank(numeral.end()) + next.length();
            Optional<String> currency =
                    next.isEmpty() ? Optional.empty() : lexicon.value(Section.CURRENCY, fold(next));
            if (currency.isPresent()) {
                return money(numeral, currency.get(), numeral.start(), end);
            }
            Optional<String> unit =
                    next.equals("%")
                            ? Optional.of("percent")
                            : lexicon.value(Section.UNIT, fold(next));
            if (unit.isPresent()) {
                String normalized = Numeral.plain(numeral.value()) + " " + unit.get();
                return new Span(EntityType.QUANTITY, normalized, numeral.start(), end);
            }
            return new Span(
                    EntityType.NUMBER,
                    Numeral.plain(numeral.value()),
                    numeral.start(),
                    numeral.end());
        }

        private Numeral magnified(Numeral numeral) {
            int at = skipBlank(numeral.end());
            String word = wordAt(at);
            boolean attachedOrLong = at == numeral.end() || word.length() > 1;
            return lexicon.value(Section.MAGNITUDE, fold(word))
                    .filter(unused -> attachedOrLong)
                    .map(
                            factor ->
                                    new Numeral(
                                            numeral.value().multiply(new BigDecimal(factor)),
                                            numeral.start(),
                                            at + word.length()))
                    .orElse(numeral);
        }

        private @Nullable Span currencyBefore(Numeral numeral) {
            int at = numeral.start();
            int end = at > 0 && isBlank(text.charAt(at - 1)) ? at - 1 : at;
            for (String sign : SIGNS_OF_DOLLARS) {
                int start = end - sign.length();
                if (start >= 0 && text.startsWith(sign, start)) {
                    return currency(sign)
                            .map(code -> money(numeral, code, start, numeral.end()))
                            .orElse(null);
                }
            }
            if (end > 0 && SYMBOLS.indexOf(text.charAt(end - 1)) >= 0) {
                int start = end - 1;
                return currency(text.substring(start, end))
                        .map(code -> money(numeral, code, start, numeral.end()))
                        .orElse(null);
            }
            int wordEnd = end > 0 && text.charAt(end - 1) == '.' ? end - 1 : end;
            int index = Tokens.endingAt(tokens, wordEnd);
            Token word = index < 0 ? null : tokens.get(index);
            return word == null || word.word().length() > 3
                    ? null
                    : lexicon.value(Section.CURRENCY, word.word())
                            .map(code -> money(numeral, code, word.start(), numeral.end()))
                            .orElse(null);
        }

        private Optional<String> currency(String sign) {
            return lexicon.value(Section.CURRENCY, fold(sign));
        }

        private Span money(Numeral numeral, String code, int start, int end) {
            return new Span(
                    EntityType.MONEY, Numeral.plain(numeral.value()) + " " + code, start, end);
        }

        /**
         * Returns the word or sign that starts here, as written; a word may also be glued to the
         * digits before it.
         */
        private String wordAt(int at) {
            if (at >= text.length()) {
                return "";
            }
            char c = text.charAt(at);
            if (SYMBOLS.indexOf(c) >= 0 || c == '%') {
                return String.valueOf(c);
            }
            int token = Tokens.startingAt(tokens, at);
            if (token >= 0) {
                return text.substring(at, tokens.get(token).end());
            }
            int end = at;
            while (end < text.length() && end - at < 16 && Character.isLetter(text.charAt(end))) {
                end++;
            }
            boolean wholeWord =
                    end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            return wholeWord ? text.substring(at, end) : "";
        }

        private int skipBlank(int at) {
            return at < text.length() && isBlank(text.charAt(at)) ? at + 1 : at;
        }
    }

    private static String fold(String word) {
        return Tokenizer.fold(word);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\u00A0' || c == '\u202F';
    }
}
