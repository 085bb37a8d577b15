package dev.repartee.identity.session;

/** What became of a refresh token. */
public sealed interface Refreshed {

    /** It was good; it is not any more, the new one is. */
    record Renewed(Granted granted) implements Refreshed {}

    /** It is unknown, too old, or its login ended. */
    record Refused() implements Refreshed {}

    /** It was used before: somebody holds a copy, so the whole login was ended. */
    record Reused(Login login) implements Refreshed {}
}
