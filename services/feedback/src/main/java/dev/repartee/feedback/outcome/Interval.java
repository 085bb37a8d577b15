package dev.repartee.feedback.outcome;

/** Where a true value lies with 95 % confidence. */
public record Interval(double low, double high) {

    boolean excludes(double value) {
        return value < low || value > high;
    }
}
