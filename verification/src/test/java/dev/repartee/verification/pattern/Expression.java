package dev.repartee.verification.pattern;

import dev.repartee.verification.pattern.MeteredText.TooMuchWork;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression of the product.
 *
 * @param place the class and method that holds it
 * @param use whether it looks for places in a text, or asks what a whole text is
 */
record Expression(String place, Pattern pattern, Use use) {

    enum Use {
        SEARCH,
        WHOLE,
        EITHER
    }

    /**
     * How often it looks at a text in its dearest use, or {@code most} where that is not enough.
     */
    long looks(String text, long most) {
        return Math.max(
                use == Use.SEARCH ? 0 : looks(text, most, Expression::whole),
                use == Use.WHOLE ? 0 : looks(text, most, Expression::search));
    }

    private long looks(String text, long most, Match match) {
        var metered = new MeteredText(text, most);
        try {
            match.in(pattern.matcher(metered));
            return metered.looks();
        } catch (TooMuchWork | StackOverflowError tooMuch) {
            return most;
        }
    }

    private static void whole(Matcher matcher) {
        matcher.matches();
    }

    private static void search(Matcher matcher) {
        int found = 0;
        while (matcher.find()) {
            found++;
        }
        assert found >= 0;
    }

    @FunctionalInterface
    private interface Match {
        void in(Matcher matcher);
    }
}
