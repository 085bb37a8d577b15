/**
 * Text encrypted under a key per user, keys wrapped by a master key, and erasure by destroying
 * them.
 */
@NullMarked
package dev.repartee.crypto;

import org.jspecify.annotations.NullMarked;
