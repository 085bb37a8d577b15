/** What who runs the platform administers: tenants and the state of the system, not content. */
@NullMarked
package dev.repartee.control.platform;

import org.jspecify.annotations.NullMarked;
