/** A fuzzer in this JVM: mutates inputs, and keeps those that reach code no other has reached. */
@NullMarked
package dev.repartee.bench.fuzz.guide;

import org.jspecify.annotations.NullMarked;
