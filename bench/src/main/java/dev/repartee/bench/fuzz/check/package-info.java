/** What must hold for every input, whoever wrote it. */
@NullMarked
package dev.repartee.bench.fuzz.check;

import org.jspecify.annotations.NullMarked;
