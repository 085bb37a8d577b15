/** The events that cross between stages, and their JSON form. */
@NullMarked
package dev.repartee.contract.event;

import org.jspecify.annotations.NullMarked;
