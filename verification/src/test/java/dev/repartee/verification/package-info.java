/** The whole system, tried from outside: borders, promises, faults and clients. */
@NullMarked
package dev.repartee.verification;

import org.jspecify.annotations.NullMarked;
