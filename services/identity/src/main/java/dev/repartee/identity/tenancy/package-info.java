/** Who belongs to a business, who was asked to, and what it decided for itself. */
@NullMarked
package dev.repartee.identity.tenancy;

import org.jspecify.annotations.NullMarked;
