package dev.repartee.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of the deployment's currency: billionths inside, decimals outside. */
public final class Money {

    private static final int DIGITS = 9;

    private Money() {}

    /** An amount for people. */
    public static BigDecimal ofNanos(long nanos) {
        BigDecimal amount = BigDecimal.valueOf(nanos, DIGITS).stripTrailingZeros();
        return amount.scale() < 0 ? amount.setScale(0, RoundingMode.UNNECESSARY) : amount;
    }

    /**
     * An amount of people, rounded to billionths.
     *
     * @throws ArithmeticException when it is larger than nine thousand million
     */
    public static long toNanos(BigDecimal amount) {
        return amount.setScale(DIGITS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }
}
