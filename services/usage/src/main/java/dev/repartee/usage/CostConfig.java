package dev.repartee.usage;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What models cost. A model without a price is counted in tokens and costs nothing.
 *
 * @param currency ISO 4217, for reports; prices and budgets are all in it
 * @param prices of models
 * @param flushEvery how often usage is added to the database; a process that is killed loses what
 *     it counted since
 */
public record CostConfig(String currency, List<ModelPrice> prices, Duration flushEvery) {

    public CostConfig {
        prices = List.copyOf(prices);
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("currency must be three capital letters, as USD");
        }
        if (flushEvery.isNegative() || flushEvery.isZero()) {
            throw new IllegalArgumentException("flushEvery must be positive");
        }
        Set<String> models = new HashSet<>();
        for (ModelPrice price : prices) {
            if (!models.add(price.model())) {
                throw new IllegalArgumentException("'" + price.model() + "' has two prices");
            }
        }
    }

    /** Dollars, nothing priced, added every two seconds. */
    public static CostConfig defaults() {
        return new CostConfig("USD", List.of(), Duration.ofSeconds(2));
    }
}
