/** Signing in and out over HTTP. */
@NullMarked
package dev.repartee.control.session;

import org.jspecify.annotations.NullMarked;
