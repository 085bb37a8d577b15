/** Wires what tenants administer of themselves: keys, origins and quotas. */
@NullMarked
package dev.repartee.app.tenant;

import org.jspecify.annotations.NullMarked;
