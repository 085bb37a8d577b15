package dev.repartee.language.intent.vector;

import dev.repartee.language.token.Token;
import dev.repartee.language.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a message as the model sees them: those of {@link Tokenizer}, each ideograph by
 * itself, and emoji, which often are all that a message says. Looks at the first {@value
 * #MAX_CHARS} chars and {@value #MAX_WORDS} words, which bounds the work for hostile texts.
 */
public final class Words {

    static final int MAX_CHARS = 2_000;
    static final int MAX_WORDS = 128;

    private Words() {}

    /** Returns the words in order, with where they stand in the text. */
    public static List<Token> of(String text) {
        String head = head(text);
        List<Token> words = new ArrayList<>();
        int free = 0;
        for (Token token : Tokenizer.tokenize(head)) {
            addSymbols(head, free, token.start(), words);
            addWord(token, head, words);
            free = token.end();
        }
        addSymbols(head, free, head.length(), words);
        return words.size() <= MAX_WORDS ? words : words.subList(0, MAX_WORDS);
    }

    private static String head(String text) {
        if (text.length() <= MAX_CHARS) {
            return text;
        }
        boolean cuts = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1));
        return text.substring(0, cuts ? MAX_CHARS - 1 : MAX_CHARS);
    }

    private static void addWord(Token token, String text, List<Token> words) {
        if (!Character.isIdeographic(text.codePointAt(token.start()))) {
            words.add(token);
            return;
        }
        for (int at = token.start(); at < token.end(); ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            words.add(new Token(Character.toString(codePoint), at, next));
            at = next;
        }
    }

    private static void addSymbols(String text, int from, int to, List<Token> words) {
        for (int at = from; at < to; ) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (Character.getType(codePoint) == Character.OTHER_SYMBOL) {
                words.add(new Token(Character.toString(codePoint), at, next));
            }
            at = next;
        }
    }
}
