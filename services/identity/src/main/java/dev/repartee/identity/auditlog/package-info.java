/** Who did what to which object from where: appended, chained by hashes, sealed, checked. */
@NullMarked
package dev.repartee.identity.auditlog;

import org.jspecify.annotations.NullMarked;
