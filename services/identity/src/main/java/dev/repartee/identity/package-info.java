/** Who calls: API keys, user tokens and tenants, answered from memory. */
@NullMarked
package dev.repartee.identity;

import org.jspecify.annotations.NullMarked;
