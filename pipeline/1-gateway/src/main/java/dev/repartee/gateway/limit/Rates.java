package dev.repartee.gateway.limit;

/**
 * The three rates that a message must fit.
 *
 * @param user of one user
 * @param tenant of all users of a business
 * @param address of one network address; counts every request, also unauthenticated ones
 */
public record Rates(Rate user, Rate tenant, Rate address) {

    /** Generous to a person, tight for a flood. */
    public static Rates defaults() {
        return new Rates(new Rate(20, 100), new Rate(10_000, 20_000), new Rate(10_000, 20_000));
    }
}
