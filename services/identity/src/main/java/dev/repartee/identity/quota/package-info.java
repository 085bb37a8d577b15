/** How much a tenant may have and send, and how much of it it uses. */
@NullMarked
package dev.repartee.identity.quota;

import org.jspecify.annotations.NullMarked;
