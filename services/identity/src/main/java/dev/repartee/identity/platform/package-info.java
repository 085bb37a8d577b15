/** Who runs the platform that all tenants share, and what they see of the tenants. */
@NullMarked
package dev.repartee.identity.platform;

import org.jspecify.annotations.NullMarked;
