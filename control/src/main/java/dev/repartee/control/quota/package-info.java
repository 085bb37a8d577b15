/** How much tenants may have and send, as they see it and as the platform sets it. */
@NullMarked
package dev.repartee.control.quota;

import org.jspecify.annotations.NullMarked;
