/** From a client's bytes to the log's acknowledgement: what is checked, and in which order. */
@NullMarked
package dev.repartee.gateway.intake;

import org.jspecify.annotations.NullMarked;
