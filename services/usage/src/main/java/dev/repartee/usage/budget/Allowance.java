package dev.repartee.usage.budget;

/** What an assistant may ask now. */
public sealed interface Allowance {

    /** Its own model. */
    record Full() implements Allowance {}

    /**
     * A cheaper model.
     *
     * @param model an endpoint, or {@code endpoint/model}
     */
    record Cheaper(String model) implements Allowance {}

    /** Only the built-in one: a budget is spent. */
    record Exhausted() implements Allowance {}
}
