package dev.repartee.inference.model;

import java.time.Duration;

/** What {@link ModelCheck} found out about an endpoint. */
public sealed interface Diagnosis {

    /** It answers. */
    record Healthy(Duration latency) implements Diagnosis {}

    /** The built-in model: there is nothing to reach. */
    record BuiltIn() implements Diagnosis {}

    /** No connection, or the server failed. */
    record Unreachable(String detail) implements Diagnosis {}

    /** The key was refused. */
    record Unauthorised() implements Diagnosis {}

    /** The endpoint does not have the model, or the base URL's path is wrong. */
    record ModelUnknown(String model) implements Diagnosis {}

    /** It did not answer in time. */
    record TimedOut(Duration after) implements Diagnosis {}

    /** It asks to be asked less often. */
    record RateLimited() implements Diagnosis {}

    /** It answers with something that is no answer. */
    record BadAnswer(String detail) implements Diagnosis {}
}
