/**
 * The identity provider that a business brings for its own people, and the mail domains that are
 * its.
 */
@NullMarked
package dev.repartee.identity.sso;

import org.jspecify.annotations.NullMarked;
