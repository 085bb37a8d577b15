/** Web pages that may call with a tenant's credentials. */
@NullMarked
package dev.repartee.identity.origin;

import org.jspecify.annotations.NullMarked;
