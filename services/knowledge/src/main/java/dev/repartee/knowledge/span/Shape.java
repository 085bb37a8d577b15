package dev.repartee.knowledge.span;

import dev.repartee.knowledge.span.Word.Looks;
import java.util.List;

/** What a run of words looks like. */
enum Shape {
    NAME,
    NUMBER,
    DATE,
    LOWER,
    MIXED;

    /** Of the words that are not common. */
    static Shape of(List<Word> words) {
        int content = 0;
        int names = 0;
        int numbers = 0;
        int dates = 0;
        for (Word word : words) {
            if (!word.common()) {
                content++;
                names += word.looks() == Looks.NAME ? 1 : 0;
                numbers += word.looks() == Looks.NUMBER ? 1 : 0;
                dates += word.looks() == Looks.DATE ? 1 : 0;
            }
        }
        if (dates > 0 && dates + numbers >= content) {
            return DATE;
        }
        if (numbers + dates > 0) {
            return NUMBER;
        }
        return names == content ? NAME : names == 0 ? LOWER : MIXED;
    }
}
