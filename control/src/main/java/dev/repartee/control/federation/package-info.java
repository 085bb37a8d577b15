/** Signing in through identity providers, the deployment's and those that businesses bring. */
@NullMarked
package dev.repartee.control.federation;

import org.jspecify.annotations.NullMarked;
