package dev.repartee.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a model costs.
 *
 * @param model an endpoint, or {@code endpoint/model}; the longer name has precedence
 * @param promptPerMillion price of a million tokens sent, in the deployment's currency
 * @param completionPerMillion price of a million tokens received
 */
public record ModelPrice(String model, double promptPerMillion, double completionPerMillion) {

    /** A price per million tokens in billionths is a price per token in thousandths of them. */
    private static final BigDecimal NANOS_PER_TOKEN = BigDecimal.valueOf(1_000);

    public ModelPrice {
        if (model.isBlank()) {
            throw new IllegalArgumentException("a price must name its model");
        }
        if (promptPerMillion < 0 || completionPerMillion < 0) {
            throw new IllegalArgumentException("the price of '" + model + "' must not be negative");
        }
    }

    /** The price of a call in billionths of the currency, rounded up. */
    long nanos(long promptTokens, long completionTokens) {
        return BigDecimal.valueOf(promptPerMillion)
                .multiply(BigDecimal.valueOf(promptTokens))
                .add(
                        BigDecimal.valueOf(completionPerMillion)
                                .multiply(BigDecimal.valueOf(completionTokens)))
                .multiply(NANOS_PER_TOKEN)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
