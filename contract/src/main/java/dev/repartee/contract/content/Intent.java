package dev.repartee.contract.content;

/**
 * What the user wants.
 *
 * @param name for example {@code PRICING_INQUIRY}
 * @param confidence 0 to 1
 */
public record Intent(String name, double confidence) {}
