/** Wires what signing in through identity providers takes. */
@NullMarked
package dev.repartee.app.federation;

import org.jspecify.annotations.NullMarked;
