/** Second factors: one-time codes, recovery codes and passkeys. */
@NullMarked
package dev.repartee.identity.factor;

import org.jspecify.annotations.NullMarked;
