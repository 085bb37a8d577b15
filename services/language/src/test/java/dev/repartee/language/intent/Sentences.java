package dev.repartee.language.intent;

import dev.repartee.language.dataset.Example;
import java.util.ArrayList;
import java.util.List;

/** Small sets of examples, made from patterns. */
final class Sentences {

    private static final List<String> GOODS =
            List.of("lamps", "chairs", "blue mugs", "garden hoses", "printer paper", "candles");
    private static final List<String> TIMES =
            List.of("monday", "tomorrow", "next week", "this afternoon", "friday at nine");

    private Sentences() {}

    /** Three intents of an inbox, twenty-odd examples each. */
    static List<Example> inbox() {
        List<Example> examples = new ArrayList<>();
        for (String goods : GOODS) {
            examples.add(new Example("I would like to order some " + goods, "ORDER_REQUEST"));
            examples.add(new Example("please send me ten " + goods, "ORDER_REQUEST"));
            examples.add(new Example("can I buy " + goods + " from you", "ORDER_REQUEST"));
            examples.add(new Example("what do the " + goods + " cost", "PRICING_INQUIRY"));
            examples.add(new Example("how much for twenty " + goods + "?", "PRICING_INQUIRY"));
            examples.add(new Example("is there a discount on " + goods, "PRICING_INQUIRY"));
        }
        for (String time : TIMES) {
            examples.add(new Example("could you call me " + time, "SCHEDULE_CALL"));
            examples.add(new Example("let us have a phone call " + time, "SCHEDULE_CALL"));
            examples.add(new Example("ring me back " + time + " please", "SCHEDULE_CALL"));
        }
        return examples;
    }
}
