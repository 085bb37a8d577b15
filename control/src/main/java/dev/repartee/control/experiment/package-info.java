/** A/B tests over HTTP. */
@NullMarked
package dev.repartee.control.experiment;

import org.jspecify.annotations.NullMarked;
