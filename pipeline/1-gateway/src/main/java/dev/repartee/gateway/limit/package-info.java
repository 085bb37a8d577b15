/** How much is let in: rates per user, tenant and address, and what the whole system holds. */
@NullMarked
package dev.repartee.gateway.limit;

import org.jspecify.annotations.NullMarked;
