package dev.repartee.usage;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks prices up. */
final class Prices {

    private final Map<String, ModelPrice> prices;

    Prices(CostConfig config) {
        this.prices =
                config.prices().stream()
                        .collect(Collectors.toMap(ModelPrice::model, Function.identity()));
    }

    /**
     * The price of a call in billionths of the currency; empty for a model without a price.
     *
     * @param model {@code endpoint} or {@code endpoint/model}
     */
    OptionalLong nanos(String model, long promptTokens, long completionTokens) {
        ModelPrice price = prices.get(model);
        int slash = model.indexOf('/');
        if (price == null && slash > 0) {
            price = prices.get(model.substring(0, slash));
        }
        return price == null
                ? OptionalLong.empty()
                : OptionalLong.of(price.nanos(promptTokens, completionTokens));
    }
}
