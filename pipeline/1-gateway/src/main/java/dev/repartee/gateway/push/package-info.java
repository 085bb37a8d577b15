/** From a result to whoever waits for it at this gateway. */
@NullMarked
package dev.repartee.gateway.push;

import org.jspecify.annotations.NullMarked;
