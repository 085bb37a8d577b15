/**
 * Coming in through an identity provider: the way there and back, and whose account it leads to.
 */
@NullMarked
package dev.repartee.identity.federation;

import org.jspecify.annotations.NullMarked;
