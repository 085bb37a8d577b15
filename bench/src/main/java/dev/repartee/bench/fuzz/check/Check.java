package dev.repartee.bench.fuzz.check;

/**
 * A property of every input. Used by one thread at a time.
 *
 * <p>The guided fuzzer loads implementations anew beside instrumented copies of the classes that
 * they exercise, so they need a public constructor without arguments and may share nothing but JDK
 * types with their caller.
 */
@FunctionalInterface
public interface Check {

    /**
     * Returns when the property holds; whether the input was refused makes no difference.
     *
     * @throws Exception (or an error) when the property does not hold
     */
    void check(byte[] input) throws Exception;
}
